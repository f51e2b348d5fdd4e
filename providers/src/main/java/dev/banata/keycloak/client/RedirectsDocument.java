package dev.banata.keycloak.client;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.keycloak.models.ClientModel;

/**
 * The redirects of a project: its default client, seen as a document. What is unset is left out.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RedirectsDocument(
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> redirectUris,
    String appHomepage,
    String signInEndpoint,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> signOutRedirects,
    String externalSignUp,
    String userInvitation,
    String passwordReset,
    String logoUri,
    String ssoSuccess,
    String dirSyncSuccess,
    String logStreamsSuccess,
    String domainVerifySuccess) {

  static RedirectsDocument none() {
    return new RedirectsDocument(
        null, null, null, null, null, null, null, null, null, null, null, null);
  }

  static RedirectsDocument of(ClientModel client) {
    ClientView view = ClientView.of(client, null);
    return new RedirectsDocument(
        emptyToNull(view.redirectUris()),
        view.appHomepage(),
        view.signInEndpoint(),
        emptyToNull(view.postLogoutRedirectUris()),
        view.externalSignUpUrl(),
        view.invitationUrl(),
        view.passwordResetUrl(),
        client.getAttribute(ClientAttributes.LOGO),
        client.getAttribute(ClientAttributes.SSO_SUCCESS),
        client.getAttribute(ClientAttributes.DIRECTORY_SUCCESS),
        client.getAttribute(ClientAttributes.LOG_STREAMS_SUCCESS),
        client.getAttribute(ClientAttributes.DOMAIN_SUCCESS));
  }

  private static List<String> emptyToNull(List<String> values) {
    return values.isEmpty() ? null : values;
  }

  /** The change that makes the default client say all of this and nothing else. */
  ClientChange toChange(String clientId, String name, AuthClientType type) {
    return new ClientChange(
        null,
        clientId,
        name,
        type == null ? null : type.text(),
        null,
        null,
        nullToEmpty(redirectUris),
        nullToEmpty(signOutRedirects),
        null,
        null,
        null,
        nullToEmpty(appHomepage),
        nullToEmpty(signInEndpoint),
        nullToEmpty(externalSignUp),
        nullToEmpty(userInvitation),
        nullToEmpty(passwordReset),
        null,
        null,
        null,
        null);
  }

  private static List<String> nullToEmpty(List<String> values) {
    return values == null ? List.of() : values;
  }

  static String nullToEmpty(String text) {
    return text == null ? "" : text;
  }
}
