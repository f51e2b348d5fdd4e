package dev.banata.keycloak.compat;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** Roles as the database has them: Keycloak's cache hears of a change only after its commit. */
public final class RoleTable {

  private RoleTable() {}

  /** True if the client has a role of that name, by a query that waits for no lock. */
  public static boolean contains(KeycloakSession session, ClientModel client, String name) {
    return Database.of(session)
            .createQuery(
                "select count(r) from RoleEntity r where r.clientId = :client and r.name = :name",
                Long.class)
            .setParameter("client", client.getId())
            .setParameter("name", name)
            .getSingleResult()
        > 0;
  }
}
