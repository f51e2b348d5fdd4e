package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.Refusal;
import dev.banata.keycloak.compat.TokenGuard;
import dev.banata.keycloak.compat.TokenIssue;
import dev.banata.keycloak.rbac.ActiveOrganization;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * Holds the policies of organizations at the last step of every token: whatever a flow, an admin or
 * an old session let pass before.
 */
public final class OrganizationGuard extends TokenGuard {

  private static final String SCOPE = "organization";
  private static final Set<String> ALL = Set.of("organization", "organization:*");
  private static final String INVALID_GRANT = "invalid_grant";

  @Override
  protected void onToken(TokenIssue token) throws Refusal {
    UserSessionModel userSession = token.userSession();
    UserModel user = userSession.getUser();
    SignInRules rules = new SignInRules(token.session(), userSession.getRealm());
    if (user == null || user.getServiceAccountClientLink() != null || !rules.apply()) {
      return;
    }
    SignInProof proof = SignInProof.of(userSession);
    if (proof.impersonation()) {
      return;
    }
    Supplier<Stream<OrganizationModel>> about = () -> organizations(token, rules, user);
    if (rules.missingSso(user, proof).isPresent() || rules.lacksSso(user, proof, about)) {
      throw new Refusal(INVALID_GRANT, "The user must sign in with the organization's SSO");
    }
    if (rules.lacksSecondFactor(proof, about)) {
      throw new Refusal(INVALID_GRANT, "The organization requires a second factor");
    }
  }

  /** The organizations that the token is about, found with and without their claims. */
  private static Stream<OrganizationModel> organizations(
      TokenIssue token, SignInRules rules, UserModel user) {
    List<String> scopes =
        token.scopes().stream()
            .filter(scope -> scope.equals(SCOPE) || scope.startsWith(SCOPE + ":"))
            .toList();
    if (scopes.stream().anyMatch(ALL::contains) || (scopes.isEmpty() && token.hasClaim(SCOPE))) {
      return rules.memberships(user);
    }
    KeycloakSession session = token.session();
    OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
    return Stream.concat(
        new ActiveOrganization(session).of(token.userSession()).stream(),
        scopes.stream()
            .map(scope -> organizations.getByAlias(scope.substring(SCOPE.length() + 1)))
            .filter(organization -> organization != null));
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(OrganizationEvents::on);
  }

  @Override
  public String getId() {
    return "banata-organization";
  }
}
