package dev.banata.keycloak.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Changes of the realm's SMTP configuration. What our API has no field for stays as it is. */
final class SmtpChange {

  /** What says nothing about the server, and is no credential. All else is the server's. */
  private static final Set<String> HARMLESS =
      Set.of(
          "from",
          "fromDisplayName",
          "replyTo",
          "replyToDisplayName",
          "envelopeFrom",
          "allowutf8",
          "timeout",
          "connectionTimeout",
          "writeTimeout",
          "debug");

  /** With one of these changed, a credential would go to somebody else, or in clear. */
  private static final List<String> DESTINATION =
      List.of("host", "port", "user", "starttls", "ssl");

  /** How one signs in, which is no secret. */
  private static final Set<String> MANNER = Set.of("auth", "authType");

  /** Where an access token comes from: a client secret goes there. */
  private static final List<String> TOKEN_SOURCE =
      List.of("authTokenUrl", "authTokenClientId", "authTokenScope");

  private static final String PASSWORD = "password";

  private final Map<String, String> before;
  private final Map<String, String> after;

  SmtpChange(Map<String, String> before) {
    this.before = Map.copyOf(before);
    this.after = new HashMap<>(before);
  }

  void removeServer() {
    after.keySet().retainAll(HARMLESS);
  }

  void server(JsonNode server) {
    removeServer();
    after.put("host", server.path("host").asText());
    put("port", server.path("port"));
    put("user", server.path("username"));
    after.put("auth", Boolean.toString(after.containsKey("user")));
    after.put("starttls", Boolean.toString(server.path("starttls").asBoolean()));
    after.put("ssl", Boolean.toString(server.path("ssl").asBoolean()));
    password(server.path(PASSWORD));
  }

  /** One that is given is the only credential from now on; what is there stays with the server. */
  private void password(JsonNode password) {
    Map<String, String> credentials = credentials(before);
    if (!password.asText().isEmpty() && !password.isNull()) {
      MailConfigurationChange.requireOurs("providers.smtp.password", password.asText());
      after.put(PASSWORD, password.asText());
      after.put("authType", "basic");
    } else if (!password.isNull() && !credentials.isEmpty() && after.containsKey("user")) {
      if (!isSameDestination(before, after)) {
        throw Problem.invalid(
            "providers.smtp.password",
            "must be sent again when host, port, username or encryption changes",
            "required");
      }
      after.putAll(credentials);
      if (before.containsKey("authType")) {
        after.put("authType", before.get("authType"));
      }
    }
  }

  /** What of a configuration might be a credential: all that is known not to be one is left out. */
  static Map<String, String> credentials(Map<String, String> config) {
    Map<String, String> credentials = new HashMap<>(config);
    credentials.keySet().removeAll(HARMLESS);
    credentials.keySet().removeAll(DESTINATION);
    credentials.keySet().removeAll(MANNER);
    credentials.values().removeIf(String::isBlank);
    return credentials;
  }

  /** The same without what says where an access token comes from. */
  static Map<String, String> secrets(Map<String, String> config) {
    Map<String, String> secrets = credentials(config);
    secrets.keySet().removeAll(TOKEN_SOURCE);
    return secrets;
  }

  static boolean isSameDestination(Map<String, String> one, Map<String, String> other) {
    return DESTINATION.stream()
        .allMatch(name -> Objects.equals(normal(one.get(name)), normal(other.get(name))));
  }

  /** True if an access token is got where it was, with the same client and scope. */
  static boolean isSameTokenSource(Map<String, String> one, Map<String, String> other) {
    return TOKEN_SOURCE.stream()
        .allMatch(name -> Objects.equals(normal(one.get(name)), normal(other.get(name))));
  }

  private static String normal(String value) {
    return value == null || value.equals("false") ? "" : value;
  }

  /** Sets a text; null removes it, and nothing leaves it. */
  void text(String name, JsonNode value) {
    if (value != null && (value.isNull() || value.asText().isBlank())) {
      after.remove(name);
    } else if (value != null) {
      after.put(name, value.asText().strip());
    }
  }

  private void put(String name, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull() && !value.asText().isEmpty()) {
      after.put(name, value.asText());
    }
  }

  /**
   * The configuration after the change. Keycloak refuses to save one without a sender's address.
   */
  Map<String, String> result() {
    if (after.isEmpty()) {
      return Map.of();
    }
    if (!after.equals(before)) {
      requireAddress("from", after.get("from"), true);
      requireAddress("replyTo", after.get("replyTo"), false);
    }
    return Map.copyOf(after);
  }

  private static void requireAddress(String field, String address, boolean needed) {
    if (address == null && needed) {
      throw Problem.invalid(field, "is required: the address that mails come from", "required");
    }
    if (address != null && !MailAddress.isValid(address)) {
      throw Problem.invalid(field, "must be an e-mail address", "format");
    }
  }
}
