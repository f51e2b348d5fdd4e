package dev.banata.keycloak.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Changes of the realm's SMTP configuration. What our API has no field for stays as it is. */
final class SmtpChange {

  private static final List<String> SERVER =
      List.of("host", "port", "user", "password", "auth", "starttls", "ssl");

  /** With one of these changed, the password would go to somebody else, or in clear. */
  private static final List<String> DESTINATION =
      List.of("host", "port", "user", "starttls", "ssl");

  private static final String PASSWORD = "password";

  private final Map<String, String> before;
  private final Map<String, String> after;

  SmtpChange(Map<String, String> before) {
    this.before = Map.copyOf(before);
    this.after = new HashMap<>(before);
  }

  void removeServer() {
    SERVER.forEach(after::remove);
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

  private void password(JsonNode password) {
    if (!password.asText().isEmpty() && !password.isNull()) {
      MailConfigurationChange.requireOurs("providers.smtp.password", password.asText());
      after.put(PASSWORD, password.asText());
      after.put("authType", "basic");
    } else if (!password.isNull() && before.containsKey(PASSWORD) && after.containsKey("user")) {
      if (!DESTINATION.stream().allMatch(this::isSame)) {
        throw Problem.invalid(
            "providers.smtp.password",
            "must be sent again when host, port, username or encryption changes",
            "required");
      }
      after.put(PASSWORD, before.get(PASSWORD));
    }
  }

  private boolean isSame(String name) {
    return Objects.equals(normal(before.get(name)), normal(after.get(name)));
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
    boolean onlyDefaults = after.keySet().stream().allMatch("authType"::equals);
    if (onlyDefaults) {
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
