package dev.banata.keycloak.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import java.util.Optional;

/**
 * The base of all stores, and the only way to our tables, so that no change is lost. A row that is
 * read is detached: whatever is set on it is not written. A row to be changed comes from {@link
 * #lock} alone, which waits until nobody else changes it and reads it after that.
 *
 * <p>Code that decides by what a row says decides after the lock.
 *
 * @see <a href="https://jakarta.ee/specifications/persistence/3.2/">Jakarta Persistence, §3.5.4,
 *     pessimistic locking</a>
 */
public abstract class Store<E extends VersionedEntity> {

  private final EntityManager entities;
  private final Class<E> type;

  protected Store(EntityManager entities, Class<E> type) {
    this.entities = entities;
    this.type = type;
  }

  /** Rows or values, as they are in the database now. */
  protected final <T> Reading<T> query(String text, Class<T> result) {
    return new Reading<>(entities, entities.createQuery(text, result));
  }

  /** The same by a query of {@link #criteria}. */
  protected final <T> Reading<T> query(CriteriaQuery<T> query) {
    return new Reading<>(entities, entities.createQuery(query));
  }

  protected final CriteriaBuilder criteria() {
    return entities.getCriteriaBuilder();
  }

  /** The row as it is in the database now, not to be changed. */
  protected final Optional<E> find(Object id) {
    E row = entities.find(type, id);
    return Optional.ofNullable(row).map(found -> Reading.detached(entities, found));
  }

  /**
   * The row of a project as it is in the database now, to be changed: until its end, no other
   * transaction changes it. Nothing if it is gone. An id of another project locks no row.
   */
  protected final Optional<E> lock(String realmId, Object id) {
    Optional<E> row =
        entities
            .createQuery(
                "select e from %s e where e.id = :id and e.realmId = :realmId"
                    .formatted(type.getSimpleName()),
                type)
            .setParameter("id", id)
            .setParameter("realmId", realmId)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList()
            .stream()
            .findFirst();
    row.ifPresent(VersionedEntity::hold);
    return row;
  }

  /** The same with a row that is no project's, or by work that is about all projects. */
  protected final Optional<E> lockOfAll(Object id) {
    Optional<E> row = Optional.ofNullable(entities.find(type, id, LockModeType.PESSIMISTIC_WRITE));
    row.ifPresent(VersionedEntity::hold);
    return row;
  }

  protected final void persist(E row) {
    entities.persist(row);
    row.hold();
  }

  /** Inserts at once, so that what a constraint refuses is found here and not at the end. */
  protected final void persistNow(E row) {
    persist(row);
    entities.flush();
  }

  /** Removes a row that {@link #lock} gave. */
  protected final void erase(E row) {
    entities.remove(row);
  }

  /** An insertion or removal of many rows, or a change that does not depend on what they say. */
  protected final Query change(String text) {
    return entities.createQuery(text);
  }

  /** Sends what was changed to the database, so that what a constraint refuses is found here. */
  public final void flush() {
    entities.flush();
  }
}
