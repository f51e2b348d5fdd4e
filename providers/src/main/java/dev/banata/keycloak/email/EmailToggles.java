package dev.banata.keycloak.email;

import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/** Which kinds of mail a project sends: realm attributes, absent for those that it does. */
final class EmailToggles {

  private static final Logger LOG = Logger.getLogger(EmailToggles.class);
  private static final String PREFIX = "banata.email.type.";
  private static final String OFF = "false";

  private final RealmModel realm;

  EmailToggles(RealmModel realm) {
    this.realm = realm;
  }

  boolean isOn(EmailType type) {
    return !OFF.equals(realm.getAttribute(PREFIX + type.text()));
  }

  void set(EmailType type, boolean on) {
    if (on) {
      realm.removeAttribute(PREFIX + type.text());
    } else {
      realm.setAttribute(PREFIX + type.text(), OFF);
    }
  }

  /** True if a mail of the kind may go; writes into the log that it did not. */
  boolean lets(EmailType type) {
    if (isOn(type)) {
      return true;
    }
    LOG.infof(
        "email.suppressed: project %s has switched mails of type %s off",
        realm.getName(), type.text());
    return false;
  }
}
