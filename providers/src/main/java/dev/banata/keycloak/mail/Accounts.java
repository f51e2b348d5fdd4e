package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Secret;
import dev.banata.keycloak.vault.VaultReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;
import org.keycloak.vault.VaultStringSecret;

/**
 * What a project has at its providers. Realm attributes can be written past our API, so what
 * becomes a part of a URL is checked here again.
 */
final class Accounts {

  private static final String REGION = "region";

  private static final Pattern AWS_REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,12}){1,3}-\\d");
  private static final Pattern ACCESS_KEY_ID = Pattern.compile("\\w{16,128}");
  private static final Pattern MAILGUN_REGION = Pattern.compile("us|eu");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

  /** What can stand in a header of a request. */
  private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]{1,512}");

  private final KeycloakSession session;
  private final SecretSeal seal;

  Accounts(KeycloakSession session, SecretSeal seal) {
    this.session = session;
    this.seal = seal;
  }

  /** The account, or nothing if something is missing that sending needs. */
  Optional<Account> of(MailConfiguration configuration, ProviderId provider, DataKey key) {
    Map<String, String> fields = fields(configuration, provider);
    return secret(configuration, provider, key)
        .filter(secret -> isComplete(provider, fields))
        .map(secret -> new Account(fields, secret));
  }

  /** The fields with their defaults. */
  static Map<String, String> fields(MailConfiguration configuration, ProviderId provider) {
    Map<String, String> fields = new HashMap<>(configuration.fields(provider));
    if (provider == ProviderId.SES) {
      fields.putIfAbsent(REGION, "us-east-1");
    } else if (provider == ProviderId.MAILGUN) {
      fields.putIfAbsent(REGION, "us");
    }
    return fields;
  }

  static boolean isComplete(ProviderId provider, Map<String, String> fields) {
    return switch (provider) {
      case SES ->
          AWS_REGION.matcher(fields.get(REGION)).matches()
              && ACCESS_KEY_ID.matcher(fields.getOrDefault("accessKeyId", "")).matches();
      case MAILGUN ->
          MAILGUN_REGION.matcher(fields.get(REGION)).matches()
              && DOMAIN.matcher(fields.getOrDefault("domain", "")).matches();
      default -> true;
    };
  }

  /** The secret of a provider with an API; nothing if there is none that can be read. */
  Optional<Secret> secret(MailConfiguration configuration, ProviderId provider, DataKey key) {
    return configuration
        .keptSecret(provider)
        .flatMap(kept -> VaultReference.is(kept) ? vault(kept) : seal.open(key, provider, kept))
        .filter(secret -> SECRET.matcher(secret.reveal()).matches());
  }

  private Optional<Secret> vault(String reference) {
    if (!VaultReference.isOurs(reference)) {
      // On every path: another secret of the realm is never sent to a provider.
      return Optional.empty();
    }
    try (VaultStringSecret secret = session.vault().getStringSecret(reference)) {
      return secret.get().filter(text -> !text.equals(reference)).map(Secret::new);
    }
  }
}
