package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.MemberRoleTable;
import dev.banata.keycloak.persistence.Store;
import dev.banata.keycloak.persistence.Ulid;
import dev.banata.keycloak.rbac.Catalogue;
import dev.banata.keycloak.rbac.MemberRoles;
import dev.banata.keycloak.rbac.VerifiedDomains;
import jakarta.persistence.Query;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/** Reads and writes {@code BANATA_MEMBER}. Every look-up takes the organization as well. */
final class MemberStore extends Store<MemberEntity> {

  private static final String ORGANIZATION = "organization";
  private static final String ORGANIZATION_ID = "organizationId";
  private static final String CREATED_AT = "createdAt";
  private static final String USER = "user";
  private static final String REALM = "realm";
  private static final String ID = "id";

  private final KeycloakSession session;

  MemberStore(KeycloakSession session) {
    super(Database.of(session), MemberEntity.class);
    this.session = session;
  }

  MemberEntity insert(
      RealmModel realm, OrganizationModel organization, UserModel user, MemberSource source) {
    MemberEntity row =
        new MemberEntity(
            Ulid.next("mem"),
            realm.getId(),
            organization.getId(),
            user.getId(),
            source.text(),
            VerifiedDomains.contain(organization, user.getEmail()),
            System.currentTimeMillis());
    persist(row);
    return row;
  }

  Optional<MemberEntity> byUser(OrganizationModel organization, String userId) {
    return find("m.organizationId = :organization and m.userId = :value", organization, userId);
  }

  Optional<MemberEntity> byId(OrganizationModel organization, String id) {
    return find("m.organizationId = :organization and m.id = :value", organization, id);
  }

  /** Ids of the organizations whose people the user belongs to: more than a guest of theirs. */
  List<String> bound(RealmModel realm, String userId) {
    return query(
            "select m.organizationId from MemberEntity m where m.realmId = :realm"
                + " and m.userId = :user and (m.bound = true or m.source in (:sso, :scim))"
                + " order by m.createdAt, m.id",
            String.class)
        .with(REALM, realm.getId())
        .with(USER, userId)
        .with("sso", MemberSource.SSO.text())
        .with("scim", MemberSource.SCIM.text())
        .list();
  }

  /**
   * Binds members to their organizations who have an address of a verified domain now. It is never
   * undone: the address is the person's to change.
   *
   * @param organizationId one organization, or nothing for all of the realm
   * @param userId one user, or nothing for all
   */
  void bind(RealmModel realm, Optional<String> organizationId, Optional<String> userId) {
    Query update =
        change(
            "update MemberEntity m set m.bound = true where m.realmId = :realm and m.bound = false"
                + organizationId.map(id -> " and m.organizationId = :organization").orElse("")
                + userId.map(id -> " and m.userId = :user").orElse("")
                + " and exists (select 1 from UserEntity u, OrganizationDomainEntity d"
                + " where u.id = m.userId and d.organization.id = m.organizationId"
                + " and d.verified = true and (u.email like concat('%@', d.name)"
                // A pattern is for the domain and all below it.
                + " or (d.name like '*.%' and (u.email like concat('%@', substring(d.name, 3))"
                + " or u.email like concat('%', substring(d.name, 2))))))");
    update.setParameter(REALM, realm.getId());
    organizationId.ifPresent(id -> update.setParameter(ORGANIZATION, id));
    userId.ifPresent(id -> update.setParameter(USER, id));
    update.executeUpdate();
  }

  private Optional<MemberEntity> find(String where, OrganizationModel organization, String value) {
    return query("select m from MemberEntity m where " + where, MemberEntity.class)
        .with(ORGANIZATION, organization.getId())
        .with("value", value)
        .first();
  }

  /** The row of a member, to be changed; nothing if the membership has ended. */
  Optional<MemberEntity> lock(RealmModel realm, OrganizationModel organization, String id) {
    return lock(realm.getId(), id).filter(row -> row.organizationId().equals(organization.getId()));
  }

  /** The id of the organization that a member of that id is in. */
  Optional<String> organizationOf(RealmModel realm, String memberId) {
    return query(
            "select m.organizationId from MemberEntity m where m.id = :id and m.realmId = :realm",
            String.class)
        .with(ID, memberId)
        .with(REALM, realm.getId())
        .first();
  }

  /**
   * Rows of a page, longest membership first, nearest to the cursor first.
   *
   * @param role slug of a role that the members must have
   */
  List<MemberEntity> page(
      OrganizationModel organization,
      Optional<String> role,
      Optional<MemberEntity> cursor,
      boolean backward,
      int max) {
    CriteriaBuilder builder = criteria();
    CriteriaQuery<MemberEntity> query = builder.createQuery(MemberEntity.class);
    Root<MemberEntity> member = query.from(MemberEntity.class);
    List<Predicate> where = new ArrayList<>();
    where.add(builder.equal(member.get(ORGANIZATION_ID), organization.getId()));
    role.ifPresent(slug -> where.add(hasRole(builder, query, member, organization, slug)));
    cursor.ifPresent(row -> where.add(beyond(builder, member, row, backward)));
    query.where(where.toArray(Predicate[]::new));
    if (backward) {
      query.orderBy(builder.desc(member.get(CREATED_AT)), builder.desc(member.get(ID)));
    } else {
      query.orderBy(builder.asc(member.get(CREATED_AT)), builder.asc(member.get(ID)));
    }
    return query(query).max(max).list();
  }

  private Predicate hasRole(
      CriteriaBuilder builder,
      CriteriaQuery<?> query,
      Root<MemberEntity> member,
      OrganizationModel organization,
      String slug) {
    MemberRoleTable roles = new MemberRoleTable(session, Catalogue.NAME_ATTRIBUTE);
    String group =
        session.getProvider(OrganizationProvider.class).getOrganizationGroup(organization).getId();
    Expression<String> userId = member.get("userId");
    Predicate has = roles.has(builder, query, userId, group, slug);
    return MemberRoles.DEFAULT.equals(slug)
        ? builder.or(has, builder.not(roles.hasAny(builder, query, userId, group)))
        : has;
  }

  private static Predicate beyond(
      CriteriaBuilder builder, Root<MemberEntity> member, MemberEntity cursor, boolean backward) {
    Expression<Long> created = member.get(CREATED_AT);
    Expression<String> id = member.get(ID);
    Long at = cursor.createdAt();
    return builder.or(
        backward ? builder.lessThan(created, at) : builder.greaterThan(created, at),
        builder.and(
            builder.equal(created, at),
            backward ? builder.lessThan(id, cursor.id()) : builder.greaterThan(id, cursor.id())));
  }

  void delete(OrganizationModel organization, String userId) {
    change(
            "delete from MemberEntity m"
                + " where m.organizationId = :organization and m.userId = :user")
        .setParameter(ORGANIZATION, organization.getId())
        .setParameter(USER, userId)
        .executeUpdate();
  }

  void deleteByOrganization(OrganizationModel organization) {
    change("delete from MemberEntity m where m.organizationId = :organization")
        .setParameter(ORGANIZATION, organization.getId())
        .executeUpdate();
  }

  void deleteByUser(RealmModel realm, String userId) {
    change("delete from MemberEntity m where m.realmId = :realm and m.userId = :user")
        .setParameter(REALM, realm.getId())
        .setParameter(USER, userId)
        .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    change("delete from MemberEntity m where m.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }

  /** Adds rows for members who became such while the JAR was not there. */
  void adopt(RealmModel realm) {
    change(
            "insert into MemberEntity"
                + " (id, userId, realmId, organizationId, source, createdAt, updatedAt)"
                + " select concat('mem_', replace(o.id, '-', ''), replace(m.user.id, '-', '')),"
                + " m.user.id, o.realmId, o.id, :source, :now, :now"
                + " from OrganizationEntity o, UserGroupMembershipEntity m"
                + " where o.realmId = :realm and m.groupId = o.groupId and not exists"
                + " (select 1 from MemberEntity r"
                + " where r.organizationId = o.id and r.userId = m.user.id)")
        .setParameter(REALM, realm.getId())
        .setParameter("source", MemberSource.MANUAL.text())
        .setParameter("now", System.currentTimeMillis())
        .executeUpdate();
  }
}
