package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads and writes {@code BANATA_ORGANIZATION}. */
final class OrganizationStore {

  private static final String REALM = "realm";
  private static final String ID = "id";

  private final EntityManager entities;

  OrganizationStore(KeycloakSession session) {
    this.entities = Database.of(session);
  }

  Optional<OrganizationRowEntity> find(RealmModel realm, String id) {
    return Optional.ofNullable(entities.find(OrganizationRowEntity.class, id))
        .filter(row -> row.realmId().equals(realm.getId()));
  }

  /** The row; made now if the organization is from a time when the JAR was not there. */
  OrganizationRowEntity get(RealmModel realm, String id) {
    return find(realm, id).orElseGet(() -> insert(realm.getId(), id));
  }

  OrganizationRowEntity insert(String realmId, String id) {
    OrganizationRowEntity row = new OrganizationRowEntity(id, realmId, System.currentTimeMillis());
    entities.persist(row);
    return row;
  }

  /** Rows of a page, nearest to the cursor first. */
  List<OrganizationRowEntity> page(
      RealmModel realm, Optional<OrganizationRowEntity> cursor, boolean ascending, int max) {
    String order = ascending ? "asc" : "desc";
    String beyond = ascending ? ">" : "<";
    String where =
        cursor.isEmpty()
            ? ""
            : " and (o.createdAt %1$s :created or (o.createdAt = :created and o.id %1$s :id))"
                .formatted(beyond);
    TypedQuery<OrganizationRowEntity> query =
        entities
            .createQuery(
                "select o from OrganizationRowEntity o where o.realmId = :realm"
                    + where
                    + " order by o.createdAt %1$s, o.id %1$s".formatted(order),
                OrganizationRowEntity.class)
            .setParameter(REALM, realm.getId())
            .setMaxResults(max);
    cursor.ifPresent(
        row -> query.setParameter("created", row.createdAt()).setParameter(ID, row.id()));
    return query.getResultList();
  }

  void delete(String id) {
    entities
        .createQuery("delete from OrganizationRowEntity o where o.id = :id")
        .setParameter(ID, id)
        .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    entities
        .createQuery("delete from OrganizationRowEntity o where o.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }

  /** Adds rows for organizations that were made while the JAR was not there. */
  void adopt(RealmModel realm) {
    entities
        .createQuery(
            "insert into OrganizationRowEntity (id, realmId, createdAt, updatedAt)"
                + " select o.id, o.realmId, :now, :now from OrganizationEntity o"
                + " where o.realmId = :realm and not exists"
                + " (select 1 from OrganizationRowEntity r where r.id = o.id)")
        .setParameter(REALM, realm.getId())
        .setParameter("now", System.currentTimeMillis())
        .executeUpdate();
  }
}
