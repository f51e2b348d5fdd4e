package dev.banata.keycloak.mail;

import java.util.Locale;

/** Names of the realm attributes in which a project keeps how its mails are sent. */
final class MailAttributes {

  private static final String PREFIX = "banata.email.";

  /** Id of the provider that sends; Keycloak's own mail server if the attribute is absent. */
  static final String ACTIVE = PREFIX + "active-provider";

  /** Ids with commas of those that are tried after the active one. */
  static final String FAILOVER = PREFIX + "failover";

  /** Mails that the project may send in an hour. */
  static final String MAX_PER_HOUR = PREFIX + "max-per-hour";

  private MailAttributes() {}

  static String enabled(ProviderId provider) {
    return field(provider, "enabled");
  }

  /** The attribute of a field, as in {@code banata.email.ses.access-key-id}. */
  static String field(ProviderId provider, String name) {
    return PREFIX
        + provider.text()
        + "."
        + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
