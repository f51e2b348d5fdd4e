package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.BrokerRedirect;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The policies of organizations at sign-in, as a required action of the realm: Keycloak asks all of
 * them after every flow, so no flow of the realm is changed. Users who must use their
 * organization's identity provider are sent there; users who must have a second factor set one up.
 */
public final class OrganizationPolicyAction
    implements RequiredActionProvider, RequiredActionFactory {

  static final String PROVIDER_ID = "banata-organization-policy";

  private static final String[] ENROLMENTS = {"CONFIGURE_TOTP", "webauthn-register"};

  /** Before those that set up credentials. */
  private static final int FIRST = 1;

  /** Adds the action to the realm, unless it is there. */
  static void install(RealmModel realm) {
    if (realm.getRequiredActionProviderByAlias(PROVIDER_ID) != null) {
      return;
    }
    RequiredActionProviderModel action = new RequiredActionProviderModel();
    action.setAlias(PROVIDER_ID);
    action.setProviderId(PROVIDER_ID);
    action.setName("Organization policy");
    action.setEnabled(true);
    action.setDefaultAction(false);
    action.setPriority(FIRST);
    realm.addRequiredActionProvider(action);
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {
    AuthenticationSessionModel signIn = context.getAuthenticationSession();
    UserModel user = context.getUser();
    SignInRules rules = new SignInRules(context.getSession(), context.getRealm());
    if (!rules.apply()) {
      return;
    }
    signIn.removeRequiredAction(PROVIDER_ID);
    if (missingSso(context, rules).isPresent()) {
      signIn.addRequiredAction(PROVIDER_ID);
    } else if (rules.lacksSecondFactor(user, () -> rules.memberships(user))) {
      signIn.addRequiredAction(enrolment(context.getRealm()).orElse(PROVIDER_ID));
    }
  }

  private static Optional<OrganizationModel> missingSso(
      RequiredActionContext context, SignInRules rules) {
    return rules.missingSso(context.getUser(), identityProvider(context));
  }

  /** Of this sign-in, or of the session that goes on with it. */
  private static Optional<String> identityProvider(RequiredActionContext context) {
    AuthenticationSessionModel signIn = context.getAuthenticationSession();
    String now = signIn.getUserSessionNotes().get(Details.IDENTITY_PROVIDER);
    if (now != null) {
      return Optional.of(now);
    }
    UserSessionModel before =
        context
            .getSession()
            .sessions()
            .getUserSession(context.getRealm(), signIn.getParentSession().getId());
    return Optional.ofNullable(before)
        .filter(found -> context.getUser().equals(found.getUser()))
        .map(found -> found.getNote(Details.IDENTITY_PROVIDER));
  }

  private static Optional<String> enrolment(RealmModel realm) {
    return Stream.of(ENROLMENTS)
        .filter(
            alias -> {
              RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(alias);
              return action != null && action.isEnabled();
            })
        .findFirst();
  }

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    SignInRules rules = new SignInRules(context.getSession(), context.getRealm());
    Optional<IdentityProviderModel> provider =
        missingSso(context, rules)
            .flatMap(organization -> rules.identityProvider(organization, context.getUser()));
    context.challenge(
        provider
            .map(
                found ->
                    BrokerRedirect.to(
                        context.getSession(),
                        context.getRealm(),
                        context.getAuthenticationSession(),
                        found.getAlias(),
                        context.getUser().getEmail()))
            .orElseGet(
                () ->
                    context
                        .form()
                        .setError("Your organization does not let you sign in this way.")
                        .createErrorPage(Response.Status.FORBIDDEN)));
  }

  @Override
  public void processAction(RequiredActionContext context) {
    requiredActionChallenge(context);
  }

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return this;
  }

  @Override
  public String getDisplayText() {
    return "Organization policy";
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
