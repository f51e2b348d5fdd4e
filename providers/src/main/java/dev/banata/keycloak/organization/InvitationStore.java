package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.SqlLike;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;

/** Reads and writes {@code BANATA_INVITATION}. */
final class InvitationStore {

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

  private final EntityManager entities;

  InvitationStore(KeycloakSession session) {
    this.entities = Database.of(session);
  }

  void insert(InvitationEntity row) {
    entities.persist(row);
  }

  /** The row as it is in the database now: another transaction may have ended the invitation. */
  void refresh(InvitationEntity row) {
    entities.refresh(row);
  }

  Optional<InvitationEntity> byId(RealmModel realm, String id) {
    return entities
        .createQuery(
            "select i from InvitationEntity i where i.id = :id and i.realmId = :realm",
            InvitationEntity.class)
        .setParameter("id", id)
        .setParameter(REALM, realm.getId())
        .getResultStream()
        .findFirst();
  }

  /** The pending invitation of an address. */
  Optional<InvitationEntity> pending(OrganizationModel organization, String email) {
    return entities
        .createQuery(
            "select i from InvitationEntity i"
                + " where i.organizationId = :organization and i.email = :email and "
                + PENDING,
            InvitationEntity.class)
        .setParameter(ORGANIZATION, organization.getId())
        .setParameter(EMAIL, email)
        .setParameter(NOW, System.currentTimeMillis())
        .getResultStream()
        .findFirst();
  }

  /** All pending invitations of an address in a project, latest first. */
  List<InvitationEntity> pending(RealmModel realm, String email) {
    return entities
        .createQuery(
            "select i from InvitationEntity i where i.realmId = :realm and i.email = :email and "
                + PENDING
                + " order by i.createdAt desc, i.id desc",
            InvitationEntity.class)
        .setParameter(REALM, realm.getId())
        .setParameter(EMAIL, email)
        .setParameter(NOW, System.currentTimeMillis())
        .setMaxResults(MAX_OF_USER)
        .getResultList();
  }

  /** How many others are invited; counts no further than the limit. */
  int countPending(OrganizationModel organization, String exceptEmail, int limit) {
    return entities
        .createQuery(
            "select 1 from InvitationEntity i"
                + " where i.organizationId = :organization and i.email <> :email and "
                + PENDING,
            Integer.class)
        .setParameter(ORGANIZATION, organization.getId())
        .setParameter(EMAIL, exceptEmail)
        .setParameter(NOW, System.currentTimeMillis())
        .setMaxResults(limit)
        .getResultList()
        .size();
  }

  /** Those of the ids that Keycloak has an invitation of. */
  Set<String> known(List<String> ids) {
    return ids.isEmpty()
        ? Set.of()
        : new HashSet<>(
            entities
                .createQuery(
                    "select k.id from OrganizationInvitationEntity k where k.id in :ids",
                    String.class)
                .setParameter("ids", ids)
                .getResultList());
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
    TypedQuery<InvitationEntity> query =
        entities
            .createQuery(
                "select i from InvitationEntity i where "
                    + where
                    + " order by i.createdAt %1$s, i.id %1$s".formatted(order),
                InvitationEntity.class)
            .setParameter(ORGANIZATION, organization.getId())
            .setMaxResults(max);
    if (where.indexOf(":now") >= 0) {
      query.setParameter(NOW, System.currentTimeMillis());
    }
    cursor.ifPresent(
        row -> query.setParameter("created", row.createdAt()).setParameter("id", row.id()));
    return query.getResultList();
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
    entities
        .createQuery(
            "select i from InvitationEntity i"
                + " where i.realmId = :realm and i.status = 'pending'"
                + " and concat(',', i.roles, ',') like :part escape '\\'",
            InvitationEntity.class)
        .setParameter(REALM, realm.getId())
        .setParameter("part", "%," + part + ",%")
        .getResultList()
        .forEach(row -> row.renameRole(former, slug));
  }

  void deleteByOrganization(OrganizationModel organization) {
    entities
        .createQuery("delete from InvitationEntity i where i.organizationId = :organization")
        .setParameter(ORGANIZATION, organization.getId())
        .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    entities
        .createQuery("delete from InvitationEntity i where i.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }
}
