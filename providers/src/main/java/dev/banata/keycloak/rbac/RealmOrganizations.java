package dev.banata.keycloak.rbac;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.organization.OrganizationProvider;

/** Organizations of the session's realm, from Keycloak's cache: each token asks for some. */
public final class RealmOrganizations {

  private RealmOrganizations() {}

  /** The same before the session has a realm, or while it has another. */
  public static Optional<OrganizationModel> byId(
      KeycloakSession session, RealmModel realm, String id) {
    RealmModel before = session.getContext().getRealm();
    session.getContext().setRealm(realm);
    try {
      return byId(session, id);
    } finally {
      session.getContext().setRealm(before);
    }
  }

  /**
   * The organization with that id. Keycloak throws for one of another realm, which a claim of a
   * mapper can name.
   */
  public static Optional<OrganizationModel> byId(KeycloakSession session, String id) {
    try {
      return Optional.ofNullable(session.getProvider(OrganizationProvider.class).getById(id));
    } catch (ModelException e) {
      return Optional.empty();
    }
  }
}
