package dev.banata.keycloak.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.vault.VaultReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keycloak.models.RealmModel;

/** Writes what a caller wants changed of how a project's mails are sent. */
final class MailConfigurationChange {

  private static final String PROVIDERS = "providers.";

  private final RealmModel realm;
  private final SecretSeal seal;
  private final Supplier<DataKey> key;
  private final MailConfiguration configuration;
  private final Predicate<String> isDenied;

  /**
   * A change of the realm.
   *
   * @param isDenied tells hosts that mail may not go to
   */
  MailConfigurationChange(
      RealmModel realm, SecretSeal seal, Supplier<DataKey> key, Predicate<String> isDenied) {
    this.isDenied = isDenied;
    this.realm = realm;
    this.seal = seal;
    this.key = key;
    this.configuration = new MailConfiguration(realm);
  }

  /**
   * Applies a request that its schema admits.
   *
   * @throws Problem 422 with the field that is wrong; the caller's transaction is rolled back
   */
  void apply(JsonNode request) {
    SmtpChange smtp = new SmtpChange(configuration.smtp());
    request
        .path("providers")
        .properties()
        .forEach(
            each -> provider(ProviderId.of(each.getKey()).orElseThrow(), each.getValue(), smtp));
    smtp.text("from", request.get("from"));
    smtp.text("fromDisplayName", request.get("fromName"));
    smtp.text("replyTo", request.get("replyTo"));
    Map<String, String> result = smtp.result();
    if (!result.equals(configuration.smtp())) {
      realm.setSmtpConfig(new HashMap<>(result));
    }
    choice(request);
  }

  private void provider(ProviderId provider, JsonNode wanted, SmtpChange smtp) {
    if (wanted.isNull()) {
      remove(provider, smtp);
      return;
    }
    boolean enabled = wanted.path("enabled").asBoolean();
    if (provider == ProviderId.SMTP) {
      if (isDenied.test(wanted.path("host").asText())) {
        throw Problem.invalid(
            PROVIDERS + "smtp.host",
            "must not be an address in a private or reserved network",
            "destination");
      }
      smtp.server(wanted);
      set(MailAttributes.enabled(provider), enabled ? null : "false");
      return;
    }
    set(MailAttributes.enabled(provider), Boolean.toString(enabled));
    Map<String, String> before = Accounts.fields(configuration, provider);
    for (String field : provider.fields()) {
      set(MailAttributes.field(provider, field), JsonBody.text(wanted.path(field)));
    }
    JsonNode secret = wanted.get(provider.secret());
    secret(provider, secret);
    if (enabled) {
      requireComplete(provider);
    }
    boolean isKept = secret == null || (!secret.isNull() && secret.asText().isEmpty());
    if (isKept && configuration.keptSecret(provider).isPresent()) {
      requireSamePlace(provider, before);
    }
  }

  /** Whoever changes where a secret goes must have it: it could go to an account of their own. */
  private void requireSamePlace(ProviderId provider, Map<String, String> before) {
    Accounts.fields(configuration, provider)
        .forEach(
            (field, value) -> {
              if (!value.equals(before.get(field))) {
                throw Problem.invalid(
                    PROVIDERS + provider.text() + "." + provider.secret(),
                    "must be sent again when " + field + " changes",
                    "required");
              }
            });
  }

  private void remove(ProviderId provider, SmtpChange smtp) {
    if (provider == ProviderId.SMTP) {
      smtp.removeServer();
    }
    set(MailAttributes.enabled(provider), null);
    set(MailAttributes.field(provider, provider.secret()), null);
    provider.fields().forEach(field -> set(MailAttributes.field(provider, field), null));
    if (configuration.active().isEmpty() || provider.text().equals(chosen())) {
      set(MailAttributes.ACTIVE, null);
    }
  }

  private String chosen() {
    return realm.getAttribute(MailAttributes.ACTIVE);
  }

  /** Nothing and an empty text keep what is there; null removes it. */
  private void secret(ProviderId provider, JsonNode secret) {
    String attribute = MailAttributes.field(provider, provider.secret());
    if (secret != null && secret.isNull()) {
      set(attribute, null);
    } else if (secret != null && !secret.asText().isEmpty()) {
      String text = secret.asText();
      requireOurs(PROVIDERS + provider.text() + "." + provider.secret(), text);
      set(attribute, VaultReference.is(text) ? text : seal.seal(key.get(), provider, text));
    }
  }

  /**
   * Refuses a reference to a secret of the vault that is not for mail.
   *
   * @throws Problem 422
   */
  static void requireOurs(String field, String secret) {
    if (VaultReference.is(secret) && !VaultReference.isOurs(secret)) {
      throw Problem.invalid(
          field,
          "must name a key of the vault that starts with " + VaultReference.PREFIX,
          "vault_reference");
    }
  }

  private void requireComplete(ProviderId provider) {
    if (configuration.keptSecret(provider).isEmpty()) {
      throw needed(provider, provider.secret());
    }
    Map<String, String> fields = Accounts.fields(configuration, provider);
    for (String field : provider.fields()) {
      if (!fields.containsKey(field)) {
        throw needed(provider, field);
      }
    }
  }

  private static Problem needed(ProviderId provider, String field) {
    return Problem.invalid(
        PROVIDERS + provider.text() + "." + field,
        "is required while the provider is enabled",
        "required");
  }

  private void choice(JsonNode request) {
    if (request.has("activeProvider")) {
      String active = JsonBody.text(request.get("activeProvider"));
      if (active != null) {
        requirePresent("activeProvider", active);
      }
      set(MailAttributes.ACTIVE, active);
    }
    if (request.has("failover")) {
      JsonNode failover = request.get("failover");
      failover.forEach(id -> requirePresent("failover", id.asText()));
      String ids =
          failover.valueStream().map(JsonNode::asText).distinct().collect(Collectors.joining(","));
      set(MailAttributes.FAILOVER, ids.isEmpty() ? null : ids);
    }
  }

  private void requirePresent(String field, String id) {
    Optional<ProviderId> provider = ProviderId.of(id).filter(configuration::has);
    if (provider.isEmpty()) {
      throw Problem.invalid(field, "must be one of the project's providers", "unknown_provider");
    }
  }

  private void set(String attribute, String value) {
    if (value == null) {
      realm.removeAttribute(attribute);
    } else {
      realm.setAttribute(attribute, value);
    }
  }
}
