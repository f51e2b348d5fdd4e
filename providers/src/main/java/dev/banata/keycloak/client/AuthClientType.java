package dev.banata.keycloak.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.ClientModel;

/** What an auth client is; each has a {@link ClientPreset}. */
enum AuthClientType {
  WEB,
  MOBILE,
  DESKTOP,
  POS,
  SERVICE;

  static Optional<AuthClientType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
  }

  /** The type that a client was given; nothing for one that was made elsewhere. */
  static Optional<AuthClientType> declared(ClientModel client) {
    return of(client.getAttribute(ClientAttributes.TYPE));
  }

  /** The declared type, or the one that the client's grants and redirects look like. */
  static AuthClientType inferred(ClientModel client) {
    return declared(client).orElseGet(() -> look(client));
  }

  private static AuthClientType look(ClientModel client) {
    if (client.isStandardFlowEnabled() && !client.isBearerOnly()) {
      return client.isPublicClient() ? ofPublic(client) : WEB;
    }
    boolean device = Boolean.parseBoolean(client.getAttribute(ClientAttributes.DEVICE_GRANT));
    return device ? POS : SERVICE;
  }

  private static AuthClientType ofPublic(ClientModel client) {
    boolean loopback = false;
    boolean privateUse = false;
    for (String uri : client.getRedirectUris()) {
      loopback |= uri.startsWith("http://127.0.0.1/") || uri.startsWith("http://[::1]/");
      privateUse |= !uri.startsWith("http") && uri.indexOf(':') > 0;
    }
    if (loopback) {
      return DESKTOP;
    }
    return privateUse ? MOBILE : WEB;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
