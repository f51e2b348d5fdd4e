package dev.banata.keycloak.client;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.keycloak.models.ClientModel;

/** Client attributes: Keycloak's own, and {@code banata.*} for what Keycloak has no place for. */
final class ClientAttributes {

  static final String TYPE = "banata.type";
  static final String AUTH_METHODS = "banata.auth-methods";
  static final String SIGN_IN_ENDPOINT = "banata.sign-in-endpoint";
  static final String EXTERNAL_SIGN_UP = "banata.external-sign-up-url";
  static final String INVITATION = "banata.invitation-url";
  static final String PASSWORD_RESET = "banata.password-reset-url";

  static final String SSO_SUCCESS = "banata.sso-success-url";
  static final String DIRECTORY_SUCCESS = "banata.directory-success-url";
  static final String LOG_STREAMS_SUCCESS = "banata.log-streams-success-url";
  static final String DOMAIN_SUCCESS = "banata.domain-success-url";

  static final String LOGO = "logoUri";
  static final String POST_LOGOUT = "post.logout.redirect.uris";
  static final String DEVICE_GRANT = "oauth2.device.authorization.grant.enabled";
  static final String JWKS_URL = "jwks.url";
  static final String USE_JWKS_URL = "use.jwks.url";
  static final String JWKS = "jwks.string";
  static final String USE_JWKS = "use.jwks.string";
  static final String SIGNING_ALGORITHM = "token.endpoint.auth.signing.alg";

  /** How Keycloak separates values in one attribute. */
  private static final String DELIMITER = "##";

  private ClientAttributes() {}

  static List<String> list(ClientModel client, String name) {
    String value = client.getAttribute(name);
    if (value == null || value.isBlank()) {
      return List.of();
    }
    return Arrays.stream(value.split(DELIMITER))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /** The text of a list; empty, which removes the attribute, for none. */
  static String join(Collection<String> values) {
    return String.join(DELIMITER, values);
  }
}
