package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.Response;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.FlowStatus;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.WebAuthnAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.WebAuthnPasswordlessAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.services.resources.LoginActionsService;

/**
 * Keycloak's own page and check of a second factor, as a required action: for sign-ins whose flow
 * did not ask for it. Wrong answers count as failed sign-ins, as they do in a flow.
 */
public final class SecondFactorStep {

  /** By type of the credential, in the order in which they are asked for. */
  private static final List<Map.Entry<String, String>> AUTHENTICATORS =
      List.of(
          Map.entry(OTPCredentialModel.TYPE, OTPFormAuthenticatorFactory.PROVIDER_ID),
          Map.entry(
              WebAuthnCredentialModel.TYPE_TWOFACTOR, WebAuthnAuthenticatorFactory.PROVIDER_ID),
          Map.entry(
              WebAuthnCredentialModel.TYPE_PASSWORDLESS,
              WebAuthnPasswordlessAuthenticatorFactory.PROVIDER_ID));

  /** What the pages send; without one of them there is nothing to check yet. */
  private static final List<String> ANSWERS = List.of("otp", "credentialId", "error");

  private final RequiredActionContext action;
  private final AuthenticationProcessor processor;
  private final AuthenticationExecutionModel execution;
  private final AuthenticationProcessor.Result result;
  private final Authenticator authenticator;

  private SecondFactorStep(RequiredActionContext action, String providerId) {
    this.action = action;
    this.processor = new AuthenticationProcessor();
    processor
        .setAuthenticationSession(action.getAuthenticationSession())
        .setFlowPath(LoginActionsService.AUTHENTICATE_PATH)
        .setConnection(action.getConnection())
        .setEventBuilder(action.getEvent())
        .setRealm(action.getRealm())
        .setSession(action.getSession())
        .setUriInfo(action.getUriInfo())
        .setRequest(action.getHttpRequest());
    this.execution = new AuthenticationExecutionModel();
    execution.setId(action.getAction());
    execution.setAuthenticator(providerId);
    execution.setRequirement(AuthenticationExecutionModel.Requirement.REQUIRED);
    this.authenticator = action.getSession().getProvider(Authenticator.class, providerId);
    this.result = processor.createAuthenticatorContext(execution, authenticator, List.of());
  }

  /** The step for a factor that the user has; nothing if they have none. */
  public static Optional<SecondFactorStep> of(RequiredActionContext action) {
    return AUTHENTICATORS.stream()
        .filter(each -> action.getUser().credentialManager().isConfiguredFor(each.getKey()))
        .findFirst()
        .map(each -> new SecondFactorStep(action, each.getValue()));
  }

  public Response ask() {
    authenticator.authenticate(context());
    return result.getChallenge();
  }

  /** Checks the answer; nothing if it is right, else the page that says what is wrong. */
  public Optional<Response> check() {
    if (ANSWERS.stream().noneMatch(this::isSent)) {
      return Optional.of(ask());
    }
    authenticator.action(context());
    if (result.getStatus() == FlowStatus.SUCCESS) {
      return Optional.empty();
    }
    if (result.getStatus() == FlowStatus.FAILURE_CHALLENGE
        || result.getStatus() == FlowStatus.FAILED) {
      processor.logFailure(execution.getAuthenticator());
    }
    return Optional.of(Optional.ofNullable(result.getChallenge()).orElseGet(this::ask));
  }

  private boolean isSent(String name) {
    String value = action.getHttpRequest().getDecodedFormParameters().getFirst(name);
    return value != null && !value.isEmpty();
  }

  /** As in a flow, but for the page, which sends its answer to the action. */
  private AuthenticationFlowContext context() {
    return (AuthenticationFlowContext)
        Proxy.newProxyInstance(
            SecondFactorStep.class.getClassLoader(),
            new Class<?>[] {AuthenticationFlowContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("form") ? action.form() : call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(result, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
