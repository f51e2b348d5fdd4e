package dev.banata.keycloak.compat;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.connections.jpa.support.EntityManagers;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.jpa.entities.CompositeRoleEntity;
import org.keycloak.models.jpa.entities.RoleAttributeEntity;
import org.keycloak.models.jpa.entities.RoleEntity;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Writes many roles in a few round trips to the database; Keycloak's model makes two for each. Only
 * for what is made in the same transaction: no cache of any node is told.
 */
public final class BulkRoles {

  private BulkRoles() {}

  /** A role of a client. */
  public record NewRole(String name, String description, Map<String, String> attributes) {}

  /**
   * Adds roles to a client that was made in this transaction.
   *
   * @return the id of each by its name
   */
  public static Map<String, String> add(
      KeycloakSession session, ClientModel client, Collection<NewRole> roles) {
    Map<String, String> ids = new HashMap<>();
    roles.forEach(role -> ids.put(role.name(), KeycloakModelUtils.generateId()));
    write(
        session,
        entities -> {
          for (NewRole role : roles) {
            RoleEntity entity = new RoleEntity();
            entity.setId(ids.get(role.name()));
            entity.setName(role.name());
            entity.setDescription(role.description());
            entity.setRealmId(client.getRealm().getId());
            entity.setClientId(client.getId());
            entity.setClientRole(true);
            entities.persist(entity);
            role.attributes().forEach((name, value) -> addAttribute(entities, entity, name, value));
          }
        });
    return ids;
  }

  private static void addAttribute(
      EntityManager entities, RoleEntity role, String name, String value) {
    RoleAttributeEntity attribute = new RoleAttributeEntity();
    attribute.setId(KeycloakModelUtils.generateId());
    attribute.setName(name);
    attribute.setValue(value);
    attribute.setRole(role);
    entities.persist(attribute);
  }

  /** Composes a role that was made in this transaction of the roles with these ids. */
  public static void compose(
      KeycloakSession session, RoleModel composite, Collection<String> children) {
    write(
        session,
        entities -> {
          RoleEntity parent = entities.getReference(RoleEntity.class, composite.getId());
          for (String child : children) {
            entities.persist(
                new CompositeRoleEntity(parent, entities.getReference(RoleEntity.class, child)));
          }
        });
  }

  /** In a persistence context of its own, so that later flushes need not look at it again. */
  private static void write(KeycloakSession session, Write write) {
    EntityManagers.runInBatch(session, () -> write.to(Database.of(session)), true);
  }

  @FunctionalInterface
  private interface Write {
    void to(EntityManager entities);
  }
}
