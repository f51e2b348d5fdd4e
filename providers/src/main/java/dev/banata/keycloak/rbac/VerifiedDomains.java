package dev.banata.keycloak.rbac;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.OrganizationDomainModel;
import org.keycloak.models.OrganizationModel;

/** The domains that an organization has shown to be its own: it may speak for their addresses. */
public final class VerifiedDomains {

  private static final String ANY_SUBDOMAIN = "*.";

  private VerifiedDomains() {}

  /** In lower case; {@code *.example.org} stands for {@code example.org} and all below it. */
  public static Set<String> of(OrganizationModel organization) {
    return organization
        .getDomains()
        .filter(OrganizationDomainModel::isVerified)
        .map(domain -> domain.getName().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** True if the address is of one of them. */
  public static boolean contain(OrganizationModel organization, String email) {
    String domain = domain(email);
    return !domain.isEmpty()
        && of(organization).stream().anyMatch(verified -> matches(verified, domain));
  }

  private static boolean matches(String verified, String domain) {
    return verified.startsWith(ANY_SUBDOMAIN)
        ? ('.' + domain).endsWith(verified.substring(1))
        : domain.equals(verified);
  }

  /** The part of an address behind the last {@code @}, in lower case; empty if there is none. */
  public static String domain(String email) {
    int at = email == null ? -1 : email.lastIndexOf('@');
    return at < 0 ? "" : email.substring(at + 1).toLowerCase(Locale.ROOT);
  }
}
