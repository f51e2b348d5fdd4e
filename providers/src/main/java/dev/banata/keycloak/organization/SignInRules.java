package dev.banata.keycloak.organization;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.organization.OrganizationProvider;

/** How the users of organizations have to sign in. */
final class SignInRules {

  private static final List<String> SECOND_FACTORS =
      List.of(
          OTPCredentialModel.TYPE,
          WebAuthnCredentialModel.TYPE_TWOFACTOR,
          WebAuthnCredentialModel.TYPE_PASSWORDLESS);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final OrganizationProvider organizations;
  private final SignInPolicies policies;

  SignInRules(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.organizations = session.getProvider(OrganizationProvider.class);
    this.policies = new SignInPolicies(session);
  }

  /** False in a realm where there is nothing to look for. */
  boolean apply() {
    return realm.isOrganizationsEnabled() && policies.exist(realm);
  }

  /**
   * The organization by whose identity provider the user must sign in, unless they did.
   *
   * @param identityProvider alias of the one by which they did, or nothing
   */
  Optional<OrganizationModel> missingSso(UserModel user, Optional<String> identityProvider) {
    return policies
        .ssoOrganizationOf(realm, user.getEmail())
        .map(organizations::getById)
        .filter(
            organization ->
                identityProvider
                    .map(session.identityProviders()::getByAlias)
                    .filter(provider -> organization.getId().equals(provider.getOrganizationId()))
                    .isEmpty());
  }

  /** The identity provider that the user of an organization is sent to. */
  Optional<IdentityProviderModel> identityProvider(OrganizationModel organization, UserModel user) {
    String domain = OrganizationPolicy.domain(user.getEmail());
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

  /** True if one of the organizations wants a second factor and the user has none. */
  boolean lacksSecondFactor(UserModel user, Supplier<Stream<OrganizationModel>> of) {
    return policies.requireSecondFactor(realm)
        && of.get()
            .filter(OrganizationModel::isEnabled)
            .anyMatch(organization -> OrganizationPolicy.of(organization).requireMfa())
        && SECOND_FACTORS.stream()
            .noneMatch(type -> user.credentialManager().isConfiguredFor(type));
  }

  Stream<OrganizationModel> memberships(UserModel user) {
    return organizations.getByMember(user);
  }
}
