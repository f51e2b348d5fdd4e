package dev.banata.keycloak.organization;

import static org.keycloak.events.Details.IDENTITY_PROVIDER;

import dev.banata.keycloak.compat.BrokerRedirect;
import dev.banata.keycloak.compat.SecondFactorStep;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The policies of organizations at sign-in, as a required action of the realm: Keycloak asks all of
 * them after every flow, so no flow of the realm is changed. Who has to use their organization's
 * identity provider is sent there; who has to use a second factor is asked for it, or sets one up.
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
    SecondFactor.note(signIn);
    SignInRules rules = new SignInRules(context.getSession(), context.getRealm());
    rules.doubt(user, Optional.ofNullable(signIn.getUserSessionNotes().get(IDENTITY_PROVIDER)));
    if (!rules.apply()) {
      return;
    }
    rules.remember(user);
    SignInProof proof = SignInProof.of(context);
    signIn.removeRequiredAction(PROVIDER_ID);
    if (proof.impersonation()) {
      return;
    }
    if (rules.missingSso(user, proof).isPresent()) {
      signIn.addRequiredAction(PROVIDER_ID);
    } else if (rules.lacksSecondFactor(proof, () -> rules.memberships(user))) {
      signIn.addRequiredAction(
          SecondFactor.isOwnedBy(user)
              ? PROVIDER_ID
              : enrolment(context.getRealm()).orElse(PROVIDER_ID));
    }
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
    context.challenge(
        toIdentityProvider(context)
            .or(() -> SecondFactorStep.of(context).map(SecondFactorStep::ask))
            .orElseGet(() -> refused(context)));
  }

  @Override
  public void processAction(RequiredActionContext context) {
    SignInRules rules = new SignInRules(context.getSession(), context.getRealm());
    boolean needsSso = rules.missingSso(context.getUser(), SignInProof.of(context)).isPresent();
    Optional<SecondFactorStep> step = needsSso ? Optional.empty() : SecondFactorStep.of(context);
    if (step.isEmpty()) {
      requiredActionChallenge(context);
    } else {
      step.get().check().ifPresentOrElse(context::challenge, context::success);
    }
  }

  /** To the identity provider of the organization by which the user has to sign in. */
  private static Optional<Response> toIdentityProvider(RequiredActionContext context) {
    SignInRules rules = new SignInRules(context.getSession(), context.getRealm());
    return rules
        .missingSso(context.getUser(), SignInProof.of(context))
        .map(
            organization ->
                rules
                    .identityProvider(organization, context.getUser())
                    .map(provider -> redirect(context, provider))
                    .orElseGet(() -> refused(context)));
  }

  private static Response redirect(RequiredActionContext context, IdentityProviderModel provider) {
    return BrokerRedirect.to(
        context.getSession(),
        context.getRealm(),
        context.getAuthenticationSession(),
        provider.getAlias(),
        context.getUser().getEmail());
  }

  private static Response refused(RequiredActionContext context) {
    return context
        .form()
        .setError("Your organization does not let you sign in this way.")
        .createErrorPage(Response.Status.FORBIDDEN);
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
