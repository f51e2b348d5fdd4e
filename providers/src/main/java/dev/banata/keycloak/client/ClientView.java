package dev.banata.keycloak.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.BoundedJson;
import dev.banata.keycloak.api.Timestamps;
import dev.banata.keycloak.audience.AllowedAudiences;
import dev.banata.keycloak.branding.ClientBranding;
import dev.banata.keycloak.uri.RedirectUri;
import dev.banata.keycloak.uri.RefusedUri;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.keycloak.models.ClientModel;

/** An auth client on the wire. Never has a secret. */
record ClientView(
    String id,
    String clientId,
    String name,
    String type,
    String clientAuthentication,
    boolean enabled,
    List<String> redirectUris,
    List<String> postLogoutRedirectUris,
    List<String> trustedOrigins,
    List<String> allowedAudiences,
    List<String> enabledAuthMethods,
    String appHomepage,
    String signInEndpoint,
    String externalSignUpUrl,
    String invitationUrl,
    String passwordResetUrl,
    String jwksUri,
    JsonNode jwks,
    String signingAlgorithm,
    ClientBranding branding,
    String secretOverlapEndsAt,
    String projectId,
    String createdAt,
    String updatedAt) {

  private static final String SAME = "+";
  private static final String NONE = "-";

  static ClientView of(ClientModel client, String projectId) {
    return new ClientView(
        client.getId(),
        client.getClientId(),
        Optional.ofNullable(client.getName()).orElseGet(client::getClientId),
        AuthClientType.inferred(client).text(),
        ClientAuthentication.of(client).map(ClientAuthentication::text).orElse("other"),
        client.isEnabled(),
        sorted(client.getRedirectUris()),
        postLogout(client),
        origins(client),
        sorted(AllowedAudiences.of(client)),
        authMethods(client),
        blankToNull(client.getBaseUrl()),
        client.getAttribute(ClientAttributes.SIGN_IN_ENDPOINT),
        client.getAttribute(ClientAttributes.EXTERNAL_SIGN_UP),
        client.getAttribute(ClientAttributes.INVITATION),
        client.getAttribute(ClientAttributes.PASSWORD_RESET),
        client.getAttribute(ClientAttributes.JWKS_URL),
        json(client.getAttribute(ClientAttributes.JWKS)),
        client.getAttribute(ClientAttributes.SIGNING_ALGORITHM),
        ClientBranding.of(client),
        Timestamps.iso(ClientSecrets.overlapEnd(client).orElse(null)),
        projectId,
        Timestamps.iso(client.getCreatedTimestamp()),
        Timestamps.iso(client.getLastModifiedTimestamp()));
  }

  /** As Keycloak reads the attribute. */
  private static List<String> postLogout(ClientModel client) {
    List<String> set = ClientAttributes.list(client, ClientAttributes.POST_LOGOUT);
    if (!set.isEmpty() && set.get(0).equals(NONE)) {
      return List.of();
    }
    TreeSet<String> uris = new TreeSet<>(set);
    if (set.isEmpty() || uris.remove(SAME)) {
      uris.addAll(client.getRedirectUris());
    }
    return List.copyOf(uris);
  }

  static List<String> origins(ClientModel client) {
    TreeSet<String> origins = new TreeSet<>(client.getWebOrigins());
    if (origins.remove(SAME)) {
      for (String uri : client.getRedirectUris()) {
        origin(uri).ifPresent(origins::add);
      }
    }
    return List.copyOf(origins);
  }

  /** None means those of the project. */
  private static List<String> authMethods(ClientModel client) {
    List<String> methods = sorted(ClientAttributes.list(client, ClientAttributes.AUTH_METHODS));
    return methods.isEmpty() ? null : methods;
  }

  private static Optional<String> origin(String uri) {
    try {
      return RedirectUri.parse(uri).origin();
    } catch (RefusedUri e) {
      return Optional.empty();
    }
  }

  private static List<String> sorted(Collection<String> values) {
    return values.stream().sorted().toList();
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static JsonNode json(String text) {
    try {
      return text == null ? null : BoundedJson.mapper().readTree(text);
    } catch (IOException e) {
      // Somebody else wrote it: then there is nothing to show.
      return null;
    }
  }
}
