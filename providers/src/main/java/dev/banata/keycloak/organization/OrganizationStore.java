package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Reading;
import dev.banata.keycloak.persistence.Store;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads and writes {@code BANATA_ORGANIZATION}. */
final class OrganizationStore extends Store<OrganizationRowEntity> {

  private static final String REALM = "realm";
  private static final String ID = "id";

  OrganizationStore(KeycloakSession session) {
    super(Database.of(session), OrganizationRowEntity.class);
  }

  Optional<OrganizationRowEntity> find(RealmModel realm, String id) {
    return find(id).filter(row -> row.realmId().equals(realm.getId()));
  }

  /** The row; made now if the organization is from a time when the JAR was not there. */
  OrganizationRowEntity get(RealmModel realm, String id) {
    return find(realm, id).orElseGet(() -> insert(realm.getId(), id));
  }

  /** The row, to be changed; made now if there is none. */
  OrganizationRowEntity lock(RealmModel realm, String id) {
    return lock(realm.getId(), id).orElseGet(() -> insert(realm.getId(), id));
  }

  OrganizationRowEntity insert(String realmId, String id) {
    OrganizationRowEntity row = new OrganizationRowEntity(id, realmId, System.currentTimeMillis());
    persist(row);
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
    Reading<OrganizationRowEntity> query =
        query(
                "select o from OrganizationRowEntity o where o.realmId = :realm"
                    + where
                    + " order by o.createdAt %1$s, o.id %1$s".formatted(order),
                OrganizationRowEntity.class)
            .with(REALM, realm.getId())
            .max(max);
    cursor.ifPresent(row -> query.with("created", row.createdAt()).with(ID, row.id()));
    return query.list();
  }

  void delete(String id) {
    change("delete from OrganizationRowEntity o where o.id = :id")
        .setParameter(ID, id)
        .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    change("delete from OrganizationRowEntity o where o.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }

  /** Adds rows for organizations that were made while the JAR was not there. */
  void adopt(RealmModel realm) {
    change(
            "insert into OrganizationRowEntity (id, realmId, createdAt, updatedAt)"
                + " select o.id, o.realmId, :now, :now from OrganizationEntity o"
                + " where o.realmId = :realm and not exists"
                + " (select 1 from OrganizationRowEntity r where r.id = o.id)")
        .setParameter(REALM, realm.getId())
        .setParameter("now", System.currentTimeMillis())
        .executeUpdate();
  }
}
