package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Secret;
import dev.banata.keycloak.vault.VaultReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a project's mails are sent, for callers: secrets are not in it, only that they are there. */
record EmailProvidersView(
    Map<String, Map<String, Object>> providers,
    String activeProvider,
    List<String> failover,
    String from,
    String fromName,
    String replyTo,
    int maxPerHour) {

  /** Of a shorter secret, four characters would be too much to show. */
  private static final int SHORTEST_HINTED = 12;

  private static final int HINT = 4;

  /**
   * The view.
   *
   * @param key the project's key; nothing if it has none, and so nothing sealed
   */
  static EmailProvidersView of(
      MailConfiguration configuration, Accounts accounts, Optional<DataKey> key) {
    Map<String, Map<String, Object>> providers = new LinkedHashMap<>();
    Arrays.stream(ProviderId.values())
        .filter(configuration::has)
        .forEach(
            id ->
                providers.put(
                    id.text(),
                    id == ProviderId.SMTP
                        ? smtp(configuration)
                        : account(configuration, accounts, key, id)));
    return new EmailProvidersView(
        providers,
        configuration.active().map(ProviderId::text).orElse(null),
        configuration.failover().stream().map(ProviderId::text).toList(),
        text(configuration.smtp(), "from"),
        text(configuration.smtp(), "fromDisplayName"),
        text(configuration.smtp(), "replyTo"),
        configuration.maxPerHour());
  }

  private static Map<String, Object> smtp(MailConfiguration configuration) {
    Map<String, String> smtp = configuration.smtp();
    String port = smtp.getOrDefault("port", "");
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("enabled", configuration.isEnabled(ProviderId.SMTP));
    view.put("host", smtp.get("host"));
    view.put("port", port.matches("\\d{1,5}") ? Integer.valueOf(port) : null);
    view.put("username", "true".equals(smtp.get("auth")) ? smtp.get("user") : null);
    view.put("hasPassword", configuration.keptSecret(ProviderId.SMTP).isPresent());
    view.put("starttls", "true".equals(smtp.get("starttls")));
    view.put("ssl", "true".equals(smtp.get("ssl")));
    return view;
  }

  private static Map<String, Object> account(
      MailConfiguration configuration, Accounts accounts, Optional<DataKey> key, ProviderId id) {
    Optional<String> kept = configuration.keptSecret(id);
    boolean vault = kept.filter(VaultReference::is).isPresent();
    Optional<Secret> secret =
        vault ? Optional.empty() : key.flatMap(found -> accounts.secret(configuration, id, found));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("enabled", configuration.isEnabled(id));
    view.putAll(Accounts.fields(configuration, id));
    view.put(
        id == ProviderId.SES ? "hasSecretAccessKey" : "hasApiKey", vault || secret.isPresent());
    view.put("last4", secret.map(EmailProvidersView::hint).orElse(null));
    view.put("fromVault", vault);
    return view;
  }

  private static String hint(Secret secret) {
    String text = secret.reveal();
    return text.length() < SHORTEST_HINTED ? null : text.substring(text.length() - HINT);
  }

  private static String text(Map<String, String> smtp, String name) {
    return Optional.ofNullable(smtp.get(name)).filter(text -> !text.isBlank()).orElse(null);
  }
}
