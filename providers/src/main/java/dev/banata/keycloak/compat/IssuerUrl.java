package dev.banata.keycloak.compat;

import java.util.Optional;
import org.keycloak.common.util.Encode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;

/** The {@code iss} of a realm's tokens. */
public final class IssuerUrl {

  private static final String REALMS = "/realms/";

  private IssuerUrl() {}

  /** As a client sees it that uses the server's public URL, or the realm's own if it has one. */
  public static String of(KeycloakSession session, RealmModel realm) {
    return Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName());
  }

  /** The realm that an {@code iss} names, of a token that nobody has verified yet. */
  static Optional<RealmModel> realmOf(KeycloakSession session, String issuer) {
    int start = issuer == null ? -1 : issuer.lastIndexOf(REALMS);
    return start < 0
        ? Optional.empty()
        : Optional.ofNullable(
            session
                .realms()
                .getRealmByName(Encode.decodePath(issuer.substring(start + REALMS.length()))));
  }
}
