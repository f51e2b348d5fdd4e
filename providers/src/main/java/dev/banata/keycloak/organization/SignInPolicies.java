package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.AfterCommit;
import dev.banata.keycloak.compat.LocalCache;
import dev.banata.keycloak.compat.OrganizationTable;
import dev.banata.keycloak.rbac.VerifiedDomains;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What the organizations of a realm ask for at sign-in. Looked at for each token, so each node
 * keeps that for some seconds; most realms have nothing of it, and their tokens cost nothing more.
 */
final class SignInPolicies {

  private static final String CACHE = "banataSignInPolicies";
  private static final long CACHE_ENTRIES = 10_000;

  /** Longest time until a node sees what was changed in the console. */
  private static final long CACHE_LIFESPAN_MILLIS = 10_000;

  private static final String ANY_SUBDOMAIN = "*.";

  private final KeycloakSession session;
  private final LocalCache<Policies> cache;

  SignInPolicies(KeycloakSession session) {
    this.session = session;
    this.cache = LocalCache.open(session, CACHE, CACHE_ENTRIES, CACHE_LIFESPAN_MILLIS);
  }

  /**
   * The policies of one realm.
   *
   * @param ssoDomains verified domains whose users have to sign in by the identity provider of the
   *     organization, whose id is the value
   * @param ssoOrganizations ids of the organizations whose members have to
   * @param secondFactor true if some organization requires a second factor
   */
  private record Policies(
      Map<String, String> ssoDomains, Set<String> ssoOrganizations, boolean secondFactor) {}

  private Policies of(RealmModel realm) {
    return cache.computeIfAbsent(realm.getId(), id -> read(realm));
  }

  private Policies read(RealmModel realm) {
    OrganizationTable table = new OrganizationTable(session);
    return new Policies(
        table.verifiedDomains(realm, OrganizationPolicy.SSO_ENFORCED, OrganizationPolicy.TRUE),
        table.enabledWith(realm, OrganizationPolicy.SSO_ENFORCED, OrganizationPolicy.TRUE),
        table.hasEnabledWith(realm, OrganizationPolicy.REQUIRE_MFA, OrganizationPolicy.TRUE));
  }

  /** False in a realm where there is nothing to look for. */
  boolean exist(RealmModel realm) {
    Policies policies = of(realm);
    return policies.secondFactor() || !policies.ssoOrganizations().isEmpty();
  }

  /** True if some organization of the realm requires a second factor. */
  boolean requireSecondFactor(RealmModel realm) {
    return of(realm).secondFactor();
  }

  /** Ids of the organizations whose members have to sign in by its identity provider. */
  Set<String> ssoOrganizations(RealmModel realm) {
    return of(realm).ssoOrganizations();
  }

  /** The id of the organization that an address has to sign in by. */
  Optional<String> ssoOrganizationOf(RealmModel realm, String email) {
    Map<String, String> domains = of(realm).ssoDomains();
    return domains.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(match(domains, VerifiedDomains.domain(email)));
  }

  /** The organization with the domain itself, or the nearest of those with all below a domain. */
  static String match(Map<String, String> domains, String domain) {
    String found = domains.get(domain);
    String rest = domain;
    while (found == null && !rest.isEmpty()) {
      found = domains.get(ANY_SUBDOMAIN + rest);
      int dot = rest.indexOf('.');
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    return found;
  }

  void forget(RealmModel realm) {
    String id = realm.getId();
    AfterCommit.run(session, () -> cache.remove(id));
  }
}
