package dev.banata.keycloak.organization;

import dev.banata.keycloak.rbac.VerifiedDomains;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.keycloak.models.OrganizationModel;

/**
 * The rules that an organization has for its members, as they are kept in its attributes: to be
 * seen and changed in the console, and exported with the realm.
 *
 * @param allowedEmailDomains domains in lower case; null for any
 * @param maxMembers null for any number
 */
record OrganizationPolicy(
    boolean requireMfa, boolean ssoEnforced, List<String> allowedEmailDomains, Integer maxMembers) {

  static final String REQUIRE_MFA = "banata.require-mfa";
  static final String SSO_ENFORCED = "banata.sso-enforced";
  static final String TRUE = "true";

  private static final String DOMAINS = "banata.allowed-email-domains";
  private static final String MAX_MEMBERS = "banata.max-members";

  static OrganizationPolicy of(OrganizationModel organization) {
    return of(organization.getAttributes());
  }

  static OrganizationPolicy of(Map<String, List<String>> attributes) {
    List<String> domains = attributes.getOrDefault(DOMAINS, List.of());
    return new OrganizationPolicy(
        TRUE.equals(first(attributes, REQUIRE_MFA)),
        TRUE.equals(first(attributes, SSO_ENFORCED)),
        domains.isEmpty() ? null : List.copyOf(new TreeSet<>(lowerCase(domains))),
        number(first(attributes, MAX_MEMBERS)));
  }

  /** Adds the rules to attributes of an organization, and removes those that there are not. */
  void addTo(Map<String, List<String>> attributes) {
    put(attributes, REQUIRE_MFA, requireMfa ? List.of(TRUE) : List.of());
    put(attributes, SSO_ENFORCED, ssoEnforced ? List.of(TRUE) : List.of());
    put(
        attributes,
        DOMAINS,
        allowedEmailDomains == null ? List.of() : lowerCase(allowedEmailDomains));
    put(attributes, MAX_MEMBERS, maxMembers == null ? List.of() : List.of(maxMembers.toString()));
  }

  /** True if an address may be invited and its owner be a member. */
  boolean admits(String email) {
    return allowedEmailDomains == null
        || allowedEmailDomains.contains(VerifiedDomains.domain(email));
  }

  private static List<String> lowerCase(List<String> texts) {
    return texts.stream().map(text -> text.strip().toLowerCase(Locale.ROOT)).distinct().toList();
  }

  private static void put(Map<String, List<String>> attributes, String name, List<String> values) {
    if (values.isEmpty()) {
      attributes.remove(name);
    } else {
      attributes.put(name, values);
    }
  }

  private static String first(Map<String, List<String>> attributes, String name) {
    List<String> values = attributes.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  /** Somebody may have edited the attribute in the console: what is no number is no limit. */
  private static Integer number(String text) {
    return text == null || !text.matches("[1-9][0-9]{0,8}") ? null : Integer.valueOf(text);
  }
}
