package dev.banata.keycloak.email;

import org.keycloak.models.RealmModel;

/** Which kinds of mail a project sends: realm attributes, absent for those that it does. */
final class EmailToggles {

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
}
