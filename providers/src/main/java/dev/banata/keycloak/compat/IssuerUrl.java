package dev.banata.keycloak.compat;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;

/** The {@code iss} of a realm's tokens. */
public final class IssuerUrl {

  private IssuerUrl() {}

  /** As a client sees it that uses the server's public URL, or the realm's own if it has one. */
  public static String of(KeycloakSession session, RealmModel realm) {
    return Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName());
  }
}
