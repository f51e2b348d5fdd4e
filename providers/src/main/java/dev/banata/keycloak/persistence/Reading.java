package dev.banata.keycloak.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;

/** A query of a {@link Store} whose rows are not to be changed. */
public final class Reading<T> {

  private final EntityManager entities;
  private final TypedQuery<T> query;

  Reading(EntityManager entities, TypedQuery<T> query) {
    this.entities = entities;
    this.query = query;
  }

  public Reading<T> with(String parameter, Object value) {
    query.setParameter(parameter, value);
    return this;
  }

  public Reading<T> max(int rows) {
    query.setMaxResults(rows);
    return this;
  }

  public List<T> list() {
    return query.getResultList().stream().map(row -> detached(entities, row)).toList();
  }

  public Optional<T> first() {
    return list().stream().findFirst();
  }

  public T one() {
    return detached(entities, query.getSingleResult());
  }

  /**
   * Without this, Hibernate would answer the next look-up of the session with what it read at the
   * first. A row that this transaction holds stays as it is: nobody else changes that.
   */
  static <T> T detached(EntityManager entities, T result) {
    if (result instanceof VersionedEntity row && !row.isHeld()) {
      entities.detach(row);
    }
    return result;
  }
}
