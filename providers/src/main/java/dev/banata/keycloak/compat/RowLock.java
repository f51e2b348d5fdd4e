package dev.banata.keycloak.compat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.jpa.entities.ClientEntity;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.models.jpa.entities.OrganizationEntity;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.models.jpa.entities.RoleEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.storage.StorageId;

/**
 * Lets one transaction at a time change an object of Keycloak's, until its end. {@code take} also
 * makes the model say what the database says after the wait: Keycloak's caches hear of another
 * transaction's change only after its commit. Reading does not wait for it, so no sign-in does.
 *
 * <p>Every method answers the object to go on with, and nothing if it is gone.
 *
 * <p>Several locks are taken in this order, so that no two transactions wait for each other: realm,
 * organization, client, role, user, rows of ours; of one kind by their ids.
 */
@CheckReturnValue
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

  /**
   * For callers who have no answer of their own to what is gone.
   *
   * @throws OptimisticLockException a conflict, if what was to be locked is gone
   */
  public static void require(Optional<?> locked) {
    if (locked.isEmpty()) {
      throw new OptimisticLockException("What was to be changed is gone");
    }
  }

  /** Waits until no other transaction changes the realm; its model may still be stale. */
  public Optional<RealmModel> hold(RealmModel realm) {
    return lock(RealmEntity.class, realm.getId()).map(row -> realm);
  }

  /**
   * Waits until no other transaction changes the realm's settings, and makes the model read them.
   */
  public Optional<RealmModel> take(RealmModel realm) {
    return lock(RealmEntity.class, realm.getId(), RealmEntity::getAttributes)
        .map(
            row -> {
              realm.removeAttribute(UNUSED);
              return realm;
            });
  }

  /** The same as {@link #hold(RealmModel)} with an organization. */
  public Optional<OrganizationModel> hold(OrganizationModel organization) {
    return lock(OrganizationEntity.class, organization.getId()).map(row -> organization);
  }

  /** The same as {@link #take(RealmModel)} with an organization. */
  public Optional<OrganizationModel> take(OrganizationModel organization) {
    return lock(OrganizationEntity.class, organization.getId())
        .map(row -> refreshed(organization, row));
  }

  private OrganizationModel refreshed(OrganizationModel organization, OrganizationEntity row) {
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
    return organization;
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

  /** The same with a client. */
  public Optional<ClientModel> take(ClientModel client) {
    return lock(ClientEntity.class, client.getId(), ClientEntity::getAttributes)
        .map(
            row -> {
              client.removeAttribute(UNUSED);
              return client;
            });
  }

  /** The same with a role. */
  public Optional<RoleModel> take(RoleModel role) {
    return lock(RoleEntity.class, role.getId(), RoleEntity::getAttributes)
        .map(
            row -> {
              role.removeAttribute(UNUSED);
              return role;
            });
  }

  /**
   * The same with a user. The model is another one, which reads roles and groups from the database;
   * one of elsewhere than Keycloak's tables is left alone.
   */
  public Optional<UserModel> take(RealmModel realm, UserModel user) {
    if (!StorageId.isLocalStorage(user.getId())) {
      return Optional.of(user);
    }
    return lock(UserEntity.class, user.getId(), UserEntity::getAttributes)
        .flatMap(
            row -> {
              // From here on, the session reads past its cache, which may lag behind the row.
              Optional.ofNullable(session.getProvider(UserCache.class))
                  .ifPresent(cache -> cache.evict(realm, user));
              return Optional.ofNullable(session.users().getUserById(realm, user.getId()));
            });
  }

  private <E> Optional<E> lock(Class<E> type, String id, Function<E, Collection<?>> attributes) {
    Optional<E> row = lock(type, id);
    row.ifPresent(found -> refresh(found, attributes.apply(found)));
    return row;
  }

  /** By a query, because only that asks the database for a row which this session has read. */
  private <E> Optional<E> lock(Class<E> type, String id) {
    return entities
        .createQuery("select e from %s e where e.id = :id".formatted(type.getSimpleName()), type)
        .setParameter("id", id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList()
        .stream()
        .findFirst();
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
