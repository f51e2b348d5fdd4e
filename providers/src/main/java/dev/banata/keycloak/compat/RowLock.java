package dev.banata.keycloak.compat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.jpa.entities.ClientEntity;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.models.jpa.entities.OrganizationEntity;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.models.jpa.entities.RoleEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.organization.OrganizationProvider;

/**
 * Lets one transaction at a time change an object of Keycloak's, until its end, and lets the model
 * say what the database says after the wait: Keycloak's caches hear of another transaction's change
 * only after its commit. Reading does not wait for it, so no sign-in does.
 *
 * <p>Code that needs several locks takes them in this order, so that no two wait for each other:
 * realm, organization, client, role, user, rows of ours by their ids.
 */
public final class RowLock {

  /**
   * Of no object. Its removal changes nothing and makes Keycloak's cache leave the object alone.
   */
  private static final String UNUSED = "banata.unused";

  private final KeycloakSession session;
  private final EntityManager entities;

  public RowLock(KeycloakSession session) {
    this.session = session;
    this.entities = Database.of(session);
  }

  /** Waits until no other transaction changes the realm; its model may still be stale. */
  public void hold(RealmModel realm) {
    require(!lock(RealmEntity.class, realm.getId()).isEmpty(), realm);
  }

  /**
   * Waits until no other transaction changes the realm's settings, and makes the model read them.
   */
  public void take(RealmModel realm) {
    boolean present = lock(RealmEntity.class, realm.getId(), RealmEntity::getAttributes);
    require(present, realm);
    realm.removeAttribute(UNUSED);
  }

  private static void require(boolean present, RealmModel realm) {
    if (!present) {
      throw new OptimisticLockException("Realm " + realm.getId() + " is gone");
    }
  }

  /** The same with an organization. */
  public void take(OrganizationModel organization) {
    OrganizationEntity row =
        lock(OrganizationEntity.class, organization.getId()).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new OptimisticLockException(
                        "Organization " + organization.getId() + " is gone"));
    entities.flush();
    entities.refresh(row);
    GroupEntity attributes = entities.find(GroupEntity.class, row.getGroupId());
    refresh(attributes, attributes.getAttributes());
    // It has no attribute to remove without reading all; this sets what is there.
    organization.setDescription(row.getDescription());
    within(
        organization,
        () ->
            session
                .getProvider(OrganizationProvider.class)
                .getOrganizationGroup(organization)
                .removeAttribute(UNUSED));
  }

  /** Keycloak lets the groups of an organization be changed in its context only. */
  private void within(OrganizationModel organization, Runnable work) {
    OrganizationModel outer = session.getContext().getOrganization();
    session.getContext().setOrganization(organization);
    try {
      work.run();
    } finally {
      session.getContext().setOrganization(outer);
    }
  }

  /** The same with a client; false if it is gone. */
  public boolean take(ClientModel client) {
    boolean present = lock(ClientEntity.class, client.getId(), ClientEntity::getAttributes);
    if (present) {
      client.removeAttribute(UNUSED);
    }
    return present;
  }

  /** The same with a role; false if it is gone. */
  public boolean take(RoleModel role) {
    boolean present = lock(RoleEntity.class, role.getId(), RoleEntity::getAttributes);
    if (present) {
      role.removeAttribute(UNUSED);
    }
    return present;
  }

  /** The same with a user of the realm's own; one of elsewhere is left alone. */
  public void take(UserModel user) {
    if (lock(UserEntity.class, user.getId(), UserEntity::getAttributes)
        && user instanceof CachedUserModel cached) {
      // Asks its cache first whether there is anything to remove, unlike the others.
      cached.getDelegateForUpdate();
    }
  }

  private <E> boolean lock(Class<E> type, String id, Function<E, Collection<?>> attributes) {
    List<E> rows = lock(type, id);
    rows.forEach(row -> refresh(row, attributes.apply(row)));
    return !rows.isEmpty();
  }

  /** By a query, because only that asks the database for a row which this session has read. */
  private <E> List<E> lock(Class<E> type, String id) {
    return entities
        .createQuery("select e from %s e where e.id = :id".formatted(type.getSimpleName()), type)
        .setParameter("id", id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /**
   * A refresh reads the collection again, but leaves those of its rows as they are that it knows.
   */
  private void refresh(Object row, Collection<?> attributes) {
    entities.flush();
    if (Hibernate.isInitialized(attributes)) {
      attributes.forEach(entities::detach);
    }
    entities.refresh(row);
  }
}
