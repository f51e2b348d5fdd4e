package dev.banata.keycloak.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;

/**
 * How a project's mails are sent, as it stands in the realm: in attributes, and for the mail server
 * and the sender's address in Keycloak's own SMTP configuration.
 */
final class MailConfiguration {

  static final int DEFAULT_MAX_PER_HOUR = 1000;

  private final RealmModel realm;

  MailConfiguration(RealmModel realm) {
    this.realm = realm;
  }

  Map<String, String> smtp() {
    return Optional.ofNullable(realm.getSmtpConfig()).orElse(Map.of());
  }

  boolean hasMailServer() {
    return !smtp().getOrDefault("host", "").isBlank();
  }

  /** The provider that was chosen, or the mail server where there is one and none was chosen. */
  Optional<ProviderId> active() {
    String chosen = realm.getAttribute(MailAttributes.ACTIVE);
    return chosen == null || chosen.isBlank()
        ? Optional.of(ProviderId.SMTP).filter(this::has)
        : ProviderId.of(chosen).filter(this::has);
  }

  List<ProviderId> failover() {
    return Stream.of(Optional.ofNullable(realm.getAttribute(MailAttributes.FAILOVER)).orElse(""))
        .flatMap(ids -> Arrays.stream(ids.split(",")))
        .map(String::strip)
        .flatMap(id -> ProviderId.of(id).stream())
        .filter(this::has)
        .toList();
  }

  boolean has(ProviderId provider) {
    return provider == ProviderId.SMTP
        ? hasMailServer()
        : realm.getAttribute(MailAttributes.enabled(provider)) != null;
  }

  boolean isEnabled(ProviderId provider) {
    String enabled = realm.getAttribute(MailAttributes.enabled(provider));
    return has(provider)
        && (provider == ProviderId.SMTP ? !"false".equals(enabled) : "true".equals(enabled));
  }

  /** Those that a mail is tried with, in this order; none if the active one is not enabled. */
  List<ProviderId> order() {
    List<ProviderId> order = new ArrayList<>();
    active().filter(this::isEnabled).ifPresent(order::add);
    if (!order.isEmpty()) {
      failover().stream()
          .filter(this::isEnabled)
          .filter(id -> !order.contains(id))
          .forEach(order::add);
    }
    return order;
  }

  Map<String, String> fields(ProviderId provider) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : provider.fields()) {
      String value = realm.getAttribute(MailAttributes.field(provider, name));
      if (value != null) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  /** The secret as it is kept: sealed, or a reference to Keycloak's vault. */
  Optional<String> keptSecret(ProviderId provider) {
    String kept =
        provider == ProviderId.SMTP
            ? smtp().get(provider.secret())
            : realm.getAttribute(MailAttributes.field(provider, provider.secret()));
    return Optional.ofNullable(kept).filter(text -> !text.isBlank());
  }

  /** Mails in an hour; the default for an attribute that is no such number. */
  int maxPerHour() {
    String value = realm.getAttribute(MailAttributes.MAX_PER_HOUR);
    return value != null && value.matches("\\d{1,9}")
        ? Integer.parseInt(value)
        : DEFAULT_MAX_PER_HOUR;
  }
}
