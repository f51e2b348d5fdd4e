package dev.banata.keycloak.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;

/** How a client proves at the token endpoint that it is itself. */
enum ClientAuthentication {
  /** A public client: it cannot keep a secret. */
  NONE(""),
  CLIENT_SECRET("client-secret"),
  /** RFC 7523: a JWT that is signed with the client's own key. */
  PRIVATE_KEY_JWT("client-jwt");

  private final String authenticator;

  ClientAuthentication(String authenticator) {
    this.authenticator = authenticator;
  }

  /** Nothing for one of Keycloak's other ways, such as X.509 certificates. */
  static Optional<ClientAuthentication> of(ClientModel client) {
    if (client.isPublicClient()) {
      return Optional.of(NONE);
    }
    String id = client.getClientAuthenticatorType();
    return Arrays.stream(values())
        .filter(each -> each.authenticator.equals(id == null ? CLIENT_SECRET.authenticator : id))
        .findFirst();
  }

  static ClientAuthentication of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  void applyTo(ClientRepresentation client) {
    client.setPublicClient(this == NONE);
    if (this != NONE) {
      client.setClientAuthenticatorType(authenticator);
    }
  }
}
