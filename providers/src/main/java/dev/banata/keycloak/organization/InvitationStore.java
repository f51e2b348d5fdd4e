package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Reading;
import dev.banata.keycloak.persistence.SqlLike;
import dev.banata.keycloak.persistence.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;

/** Reads and writes {@code BANATA_INVITATION}. */
final class InvitationStore extends Store<InvitationEntity> {

  /** That Keycloak has the invitation too. */
  private static final String KNOWN =
      "exists (select 1 from OrganizationInvitationEntity k where k.id = i.id)";

  private static final String PENDING = "i.status = 'pending' and i.expiresAt > :now and " + KNOWN;

  private static final int MAX_OF_USER = 1000;
  private static final String ORGANIZATION = "organization";
  private static final String REALM = "realm";
  private static final String EMAIL = "email";
  private static final String NOW = "now";
  private static final char ESCAPE = '\\';

  InvitationStore(KeycloakSession session) {
    super(Database.of(session), InvitationEntity.class);
  }

  void insert(InvitationEntity row) {
    persist(row);
  }

  /** The row, to be changed. */
  Optional<InvitationEntity> lock(RealmModel realm, String id) {
    return lock(realm.getId(), id);
  }

  Optional<InvitationEntity> byId(RealmModel realm, String id) {
    return query(
            "select i from InvitationEntity i where i.id = :id and i.realmId = :realm",
            InvitationEntity.class)
        .with("id", id)
        .with(REALM, realm.getId())
        .first();
  }

  /** The pending invitation of an address. */
  Optional<InvitationEntity> pending(OrganizationModel organization, String email) {
    return query(
            "select i from InvitationEntity i"
                + " where i.organizationId = :organization and i.email = :email and "
                + PENDING,
            InvitationEntity.class)
        .with(ORGANIZATION, organization.getId())
        .with(EMAIL, email)
        .with(NOW, System.currentTimeMillis())
        .first();
  }

  /** All pending invitations of an address in a project, latest first. */
  List<InvitationEntity> pending(RealmModel realm, String email) {
    return query(
            "select i from InvitationEntity i where i.realmId = :realm and i.email = :email and "
                + PENDING
                + " order by i.createdAt desc, i.id desc",
            InvitationEntity.class)
        .with(REALM, realm.getId())
        .with(EMAIL, email)
        .with(NOW, System.currentTimeMillis())
        .max(MAX_OF_USER)
        .list();
  }

  /** How many others are invited; counts no further than the limit. */
  int countPending(OrganizationModel organization, String exceptEmail, int limit) {
    return query(
            "select 1 from InvitationEntity i"
                + " where i.organizationId = :organization and i.email <> :email and "
                + PENDING,
            Integer.class)
        .with(ORGANIZATION, organization.getId())
        .with(EMAIL, exceptEmail)
        .with(NOW, System.currentTimeMillis())
        .max(limit)
        .list()
        .size();
  }

  /** Those of the ids that Keycloak has an invitation of. */
  Set<String> known(List<String> ids) {
    return ids.isEmpty()
        ? Set.of()
        : new HashSet<>(
            query(
                    "select k.id from OrganizationInvitationEntity k where k.id in :ids",
                    String.class)
                .with("ids", ids)
                .list());
  }

  /** Rows of a page, latest first, nearest to the cursor first. */
  List<InvitationEntity> page(
      OrganizationModel organization,
      Optional<InvitationStatus> status,
      Optional<InvitationEntity> cursor,
      boolean backward,
      int max) {
    String beyond = backward ? ">" : "<";
    String order = backward ? "asc" : "desc";
    StringBuilder where = new StringBuilder("i.organizationId = :organization");
    status.ifPresent(wanted -> where.append(" and (").append(condition(wanted)).append(')'));
    cursor.ifPresent(
        row ->
            where.append(
                " and (i.createdAt %1$s :created or (i.createdAt = :created and i.id %1$s :id))"
                    .formatted(beyond)));
    Reading<InvitationEntity> query =
        query(
                "select i from InvitationEntity i where "
                    + where
                    + " order by i.createdAt %1$s, i.id %1$s".formatted(order),
                InvitationEntity.class)
            .with(ORGANIZATION, organization.getId())
            .max(max);
    if (where.indexOf(":now") >= 0) {
      query.with(NOW, System.currentTimeMillis());
    }
    cursor.ifPresent(row -> query.with("created", row.createdAt()).with("id", row.id()));
    return query.list();
  }

  private static String condition(InvitationStatus status) {
    return switch (status) {
      case PENDING -> PENDING;
      case EXPIRED -> "i.status = 'pending' and i.expiresAt <= :now";
      case REVOKED ->
          "i.status = 'revoked' or (i.status = 'pending' and i.expiresAt > :now and not "
              + KNOWN
              + ")";
      case ACCEPTED -> "i.status = 'accepted'";
      case REJECTED -> "i.status = 'rejected'";
    };
  }

  /** Lets pending invitations follow a role that has another slug. */
  void renameRole(RealmModel realm, String former, String slug) {
    String part = SqlLike.escape(former, ESCAPE);
    query(
            "select i.id from InvitationEntity i"
                + " where i.realmId = :realm and i.status = 'pending'"
                + " and concat(',', i.roles, ',') like :part escape '\\' order by i.id",
            String.class)
        .with(REALM, realm.getId())
        .with("part", "%," + part + ",%")
        .list()
        .forEach(id -> lock(realm, id).ifPresent(row -> row.renameRole(former, slug)));
  }

  void deleteByOrganization(OrganizationModel organization) {
    change("delete from InvitationEntity i where i.organizationId = :organization")
        .setParameter(ORGANIZATION, organization.getId())
        .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    change("delete from InvitationEntity i where i.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }
}
