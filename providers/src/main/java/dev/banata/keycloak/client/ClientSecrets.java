package dev.banata.keycloak.client;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSecretConstants;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * The secret of a client and the one before it, which is kept where Keycloak itself keeps a rotated
 * secret; {@code OverlappingSecretAuthenticator} takes it until its time.
 */
final class ClientSecrets {

  /** Hashes of the last secrets that have ended, so that an old form does not bring them back. */
  private static final String ENDED = "banata.ended-secrets";

  /** Among the hashes of a client that has no secret now. */
  private static final String NONE = "-";

  private static final int KEPT = 20;

  private static final List<String> ROTATED =
      List.of(
          ClientSecretConstants.CLIENT_ROTATED_SECRET,
          ClientSecretConstants.CLIENT_ROTATED_SECRET_CREATION_TIME,
          ClientSecretConstants.CLIENT_ROTATED_SECRET_EXPIRATION_TIME);

  private ClientSecrets() {}

  /**
   * Ends the secrets of a client that proves itself by something else now. Keycloak keeps them, and
   * would let them live again with the next change of the method; so it makes a new one then.
   */
  static void endUnused(ClientModel client) {
    Optional<ClientAuthentication> method = ClientAuthentication.of(client);
    List<String> ended = ClientAttributes.list(client, ENDED);
    boolean hasNone = ended.contains(NONE);
    if (method.filter(ClientAuthentication.CLIENT_SECRET::equals).isPresent()) {
      if (hasNone) {
        write(client, ended.stream().filter(hash -> !hash.equals(NONE)).toList());
      }
    } else if (method.isPresent() && hasSecret(client)) {
      if (!hasNone) {
        write(client, Stream.concat(withPresent(client), Stream.of(NONE)).toList());
      }
      // With each change, Keycloak makes one for a client that has none, and nobody knows it.
      ROTATED.forEach(client::removeAttribute);
      client.setSecret(null);
    }
  }

  private static boolean hasSecret(ClientModel client) {
    return client.getSecret() != null
        || client.getAttribute(ClientSecretConstants.CLIENT_ROTATED_SECRET) != null;
  }

  /** Before a change of the client: Keycloak forgets the secret of one that becomes public. */
  static void beforeChange(ClientModel client, ClientRepresentation proposed) {
    endUnused(client);
    if (Boolean.TRUE.equals(proposed.isPublicClient()) && hasSecret(client)) {
      write(client, withPresent(client).toList());
    }
  }

  private static Stream<String> withPresent(ClientModel client) {
    return Stream.concat(
            ClientAttributes.list(client, ENDED).stream(),
            Stream.of(
                    Optional.ofNullable(client.getSecret()),
                    Optional.ofNullable(
                        client.getAttribute(ClientSecretConstants.CLIENT_ROTATED_SECRET)))
                .flatMap(Optional::stream)
                .map(ClientSecrets::hash))
        .distinct();
  }

  private static void write(ClientModel client, List<String> ended) {
    List<String> last = ended.subList(Math.max(0, ended.size() - KEPT), ended.size());
    set(client, ENDED, last.isEmpty() ? null : ClientAttributes.join(last));
  }

  /**
   * Keeps a representation that was read before a secret ended from bringing it back.
   *
   * @throws Refusal if it would
   */
  static void check(ClientModel existing, ClientRepresentation proposed) throws Refusal {
    String secret = proposed.getSecret();
    if (secret != null
        && !secret.equals(existing.getSecret())
        && ClientAttributes.list(existing, ENDED).contains(hash(secret))) {
      throw new Refusal(
          OAuthErrorException.INVALID_CLIENT_METADATA,
          "The client secret has ended; read the client again before you change it");
    }
    if (proposed.getAttributes() != null) {
      Stream.concat(ROTATED.stream(), Stream.of(ENDED))
          .filter(proposed.getAttributes()::containsKey)
          .forEach(name -> keep(existing, name, proposed.getAttributes()));
    }
  }

  /** Empty removes an attribute that is not there. */
  private static void keep(ClientModel existing, String name, Map<String, String> attributes) {
    attributes.put(name, Optional.ofNullable(existing.getAttribute(name)).orElse(""));
  }

  private static String hash(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

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
    write(client, withPresent(client).toList());
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
