package dev.banata.keycloak.organization;

import dev.banata.keycloak.rbac.VerifiedDomains;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/** How the users of organizations have to sign in. */
final class SignInRules {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final OrganizationProvider organizations;
  private final SignInPolicies policies;
  private final MemberStore members;

  SignInRules(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.organizations = session.getProvider(OrganizationProvider.class);
    this.policies = new SignInPolicies(session);
    this.members = new MemberStore(session);
  }

  /** False in a realm where there is nothing to look for. */
  boolean apply() {
    return realm.isOrganizationsEnabled() && policies.exist(realm);
  }

  /**
   * The organization by whose identity provider the user has to sign in, unless they did. Who is
   * bound to several can come from any of them.
   */
  Optional<OrganizationModel> missingSso(UserModel user, SignInProof proof) {
    Set<String> binding = binding(user);
    return binding.isEmpty() || cameFrom(proof).filter(binding::contains).isPresent()
        ? Optional.empty()
        : Optional.ofNullable(organizations.getById(binding.iterator().next()));
  }

  /**
   * True if a token about organizations needs a sign-in by the identity provider of one of them:
   * another's does not speak for its members.
   */
  boolean lacksSso(UserModel user, SignInProof proof, Supplier<Stream<OrganizationModel>> of) {
    Set<String> binding = binding(user);
    Optional<String> from = cameFrom(proof);
    return binding.size() > 1
        && of.get()
            .map(OrganizationModel::getId)
            .anyMatch(id -> binding.contains(id) && from.filter(id::equals).isEmpty());
  }

  private Optional<String> cameFrom(SignInProof proof) {
    return proof
        .identityProvider()
        .map(session.identityProviders()::getByAlias)
        .map(IdentityProviderModel::getOrganizationId);
  }

  /**
   * Ids of the organizations with {@code ssoEnforced} that the user is bound to: by the present
   * address, which comes first, or as a member by what the membership says.
   */
  private Set<String> binding(UserModel user) {
    Set<String> binding = new LinkedHashSet<>();
    Set<String> enforcing = policies.ssoOrganizations(realm);
    if (!enforcing.isEmpty()) {
      policies.ssoOrganizationOf(realm, user.getEmail()).ifPresent(binding::add);
      members.bound(realm, user.getId()).stream().filter(enforcing::contains).forEach(binding::add);
    }
    return binding;
  }

  /**
   * Binds a member by the present address who was not by then: a node of an older version did not.
   */
  void remember(UserModel user) {
    policies
        .ssoOrganizationOf(realm, user.getEmail())
        .filter(id -> !members.bound(realm, user.getId()).contains(id))
        .ifPresent(id -> members.bind(realm, Optional.of(id), Optional.of(user.getId())));
  }

  /** The identity provider that the user of an organization is sent to. */
  Optional<IdentityProviderModel> identityProvider(OrganizationModel organization, UserModel user) {
    String domain = VerifiedDomains.domain(user.getEmail());
    List<IdentityProviderModel> enabled =
        organization.getIdentityProviders().filter(IdentityProviderModel::isEnabled).toList();
    return enabled.stream()
        .filter(
            provider ->
                domain.equals(
                    provider.getConfig().get(OrganizationModel.ORGANIZATION_DOMAIN_ATTRIBUTE)))
        .findFirst()
        .or(() -> enabled.stream().findFirst());
  }

  /**
   * True if one of the organizations wants a second factor and none was used. Its own identity
   * provider has asked for what the organization wants.
   */
  boolean lacksSecondFactor(SignInProof proof, Supplier<Stream<OrganizationModel>> of) {
    if (proof.secondFactor() || !policies.requireSecondFactor(realm)) {
      return false;
    }
    Optional<String> from = cameFrom(proof);
    return of.get()
        .filter(OrganizationModel::isEnabled)
        .filter(organization -> OrganizationPolicy.of(organization).requireMfa())
        .anyMatch(organization -> from.filter(organization.getId()::equals).isEmpty());
  }

  /**
   * Takes back what an organization's identity provider has said of an address that is not the
   * organization's: Keycloak believes it of every address.
   *
   * @param identityProvider alias of the one that the user has just come from, or nothing
   */
  void doubt(UserModel user, Optional<String> identityProvider) {
    if (!user.isEmailVerified()) {
      return;
    }
    identityProvider
        .map(session.identityProviders()::getByAlias)
        .filter(IdentityProviderModel::isTrustEmail)
        .map(IdentityProviderModel::getOrganizationId)
        .map(organizations::getById)
        .filter(organization -> !VerifiedDomains.contain(organization, user.getEmail()))
        .ifPresent(organization -> user.setEmailVerified(false));
  }

  Stream<OrganizationModel> memberships(UserModel user) {
    return organizations.getByMember(user);
  }
}
