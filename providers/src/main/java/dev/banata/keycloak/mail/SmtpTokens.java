package dev.banata.keycloak.mail;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Secret;
import dev.banata.keycloak.outgoing.HttpAnswer;
import dev.banata.keycloak.outgoing.OutgoingHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.keycloak.util.JsonSerialization;

/**
 * Access tokens for mail servers, got with the realm's client credentials. Keycloak's own class
 * gets them under one lock of all realms, so that a server of one could stop the mails of the
 * others.
 */
final class SmtpTokens {

  private static final int OK = 200;
  private static final int MAX_BYTES = 16 * 1024;
  private static final long DEFAULT_SECONDS = 60;

  /** A token is not used when it ends this soon. */
  private static final long EARLY_MILLIS = 30_000;

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  private record Token(String request, Secret text, long endMillis) {
    boolean isFor(String wanted) {
      return request.equals(wanted) && endMillis - EARLY_MILLIS > System.currentTimeMillis();
    }
  }

  /** A token of the realm, a kept one if there is one. */
  Secret get(OutgoingHttp http, String realmId, Map<String, String> config, Secret clientSecret)
      throws IOException {
    String url = config.getOrDefault("authTokenUrl", "");
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", config.get("authTokenClientId"));
    form.put("client_secret", clientSecret.reveal());
    form.put("scope", config.get("authTokenScope"));
    form.put("grant_type", "client_credentials");
    String body = encode(form);
    String request =
        HexFormat.of().formatHex(Hmac.sha256(bytes(realmId), bytes(url + '\n' + body)));
    Token kept = tokens.get(realmId);
    if (kept != null && kept.isFor(request)) {
      return kept.text();
    }
    HttpAnswer answer = http.post(uri(url), Map.of(), FORM, body, MAX_BYTES);
    Token fresh = token(request, answer);
    tokens.put(realmId, fresh);
    return fresh.text();
  }

  void forget(String realmId) {
    tokens.remove(realmId);
  }

  private static Token token(String request, HttpAnswer answer) throws IOException {
    JsonNode json = answer.status() == OK ? json(answer.body()) : null;
    if (json == null || !json.path("access_token").isTextual()) {
      throw new IOException("The server of access tokens for SMTP gave none: " + answer.status());
    }
    long seconds = json.path("expires_in").asLong(DEFAULT_SECONDS);
    return new Token(
        request,
        new Secret(json.get("access_token").textValue()),
        System.currentTimeMillis() + seconds * 1000);
  }

  private static JsonNode json(String body) {
    try {
      return JsonSerialization.mapper.readTree(body);
    } catch (JacksonException e) {
      return null;
    }
  }

  private static URI uri(String url) throws IOException {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IOException("The URL of access tokens for SMTP is none", e);
    }
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .filter(field -> field.getValue() != null)
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
