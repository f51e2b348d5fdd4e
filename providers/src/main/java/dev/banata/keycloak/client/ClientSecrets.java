package dev.banata.keycloak.client;

import dev.banata.keycloak.api.Problem;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSecretConstants;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The secret of a client and the one before it, which is kept where Keycloak itself keeps a rotated
 * secret; {@code OverlappingSecretAuthenticator} takes it until its time.
 */
final class ClientSecrets {

  private ClientSecrets() {}

  /**
   * When the secret before the present one ends, in milliseconds since epoch; nothing if it has.
   */
  static Optional<Long> overlapEnd(ClientModel client) {
    return Optional.ofNullable(
            client.getAttribute(ClientSecretConstants.CLIENT_ROTATED_SECRET_EXPIRATION_TIME))
        .filter(text -> text.matches("[0-9]{1,12}"))
        .map(text -> Long.parseLong(text) * 1000L)
        .filter(end -> end > System.currentTimeMillis());
  }

  /**
   * Gives the client a new secret; the old one goes on working for the overlap.
   *
   * @return the new secret
   * @throws Problem 409 if the client has no secret, or while a former overlap lasts
   */
  static String rotate(ClientModel client, int overlapSeconds) {
    if (ClientAuthentication.of(client)
        .filter(ClientAuthentication.CLIENT_SECRET::equals)
        .isEmpty()) {
      throw Problem.conflict(
          "CLIENT_HAS_NO_SECRET", "The client does not prove itself by a secret.");
    }
    // One without an overlap may always be: it ends whatever secret has leaked.
    if (overlapSeconds > 0 && overlapEnd(client).isPresent()) {
      throw Problem.conflict(
          "ROTATION_IN_PROGRESS", "The secret was rotated already; wait until its overlap ends.");
    }
    long now = System.currentTimeMillis() / 1000;
    boolean keep = overlapSeconds > 0;
    set(client, ClientSecretConstants.CLIENT_ROTATED_SECRET, keep ? client.getSecret() : null);
    set(
        client,
        ClientSecretConstants.CLIENT_ROTATED_SECRET_CREATION_TIME,
        keep ? Long.toString(now) : null);
    set(
        client,
        ClientSecretConstants.CLIENT_ROTATED_SECRET_EXPIRATION_TIME,
        keep ? Long.toString(now + overlapSeconds) : null);
    return KeycloakModelUtils.generateSecret(client);
  }

  private static void set(ClientModel client, String name, String value) {
    if (value == null) {
      client.removeAttribute(name);
    } else {
      client.setAttribute(name, value);
    }
  }
}
