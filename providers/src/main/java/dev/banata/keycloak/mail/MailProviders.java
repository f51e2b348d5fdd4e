package dev.banata.keycloak.mail;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Which providers a project has. */
public final class MailProviders {

  private MailProviders() {}

  /** True if mails of the realm can be sent: by an active, enabled provider or Keycloak's SMTP. */
  public static boolean configured(KeycloakSession session, RealmModel realm) {
    String active = realm.getAttribute(MailAttributes.ACTIVE);
    if (active == null) {
      return hasMailServer(realm)
          && !"false".equals(realm.getAttribute(MailAttributes.enabled(ProviderId.SMTP)));
    }
    Optional<ProviderId> provider = ProviderId.of(active);
    return provider
        .filter(id -> id != ProviderId.SMTP || hasMailServer(realm))
        .filter(id -> "true".equals(realm.getAttribute(MailAttributes.enabled(id))))
        .isPresent();
  }

  private static boolean hasMailServer(RealmModel realm) {
    String host = realm.getSmtpConfig().get("host");
    return host != null && !host.isBlank();
  }
}
