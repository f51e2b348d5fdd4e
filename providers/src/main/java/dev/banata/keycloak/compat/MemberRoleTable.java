package dev.banata.keycloak.compat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.AbstractQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.models.jpa.entities.GroupRoleMappingEntity;
import org.keycloak.models.jpa.entities.RoleAttributeEntity;
import org.keycloak.models.jpa.entities.RoleEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;
import org.keycloak.storage.StorageId;

/**
 * Reads who has which role in an organization in one query for many members. A role's group is a
 * group of the organization on its first level that has the role's name and carries the role;
 * Keycloak's model reads one member's groups at a time.
 */
public final class MemberRoleTable {

  private static final String ROLE_GROUPS =
      " OrganizationEntity o, GroupEntity g, GroupRoleMappingEntity c, RoleEntity r"
          + " where o.id = :organization and g.parentId = o.groupId and c.group.id = g.id"
          + " and r.id = c.roleId and r.name = g.name and r.clientRole = false"
          + " and exists (select a.id from RoleAttributeEntity a"
          + " where a.role.id = r.id and a.name = :mark)";

  private final EntityManager entities;
  private final String mark;

  /**
   * Roles that have an attribute.
   *
   * @param mark the attribute's name
   */
  public MemberRoleTable(KeycloakSession session, String mark) {
    this.entities = Database.of(session);
    this.mark = mark;
  }

  /** That a member has the role of that slug. */
  public record Held(String userId, String slug) {}

  /** The roles that these users have in the organization, one row each. */
  public List<Held> held(String organizationId, Collection<String> userIds) {
    List<String> local = userIds.stream().filter(StorageId::isLocalStorage).toList();
    List<String> federated = userIds.stream().filter(id -> !StorageId.isLocalStorage(id)).toList();
    List<Held> held = new ArrayList<>();
    if (!local.isEmpty()) {
      held.addAll(held("UserGroupMembershipEntity m", "m.user.id", organizationId, local));
    }
    if (!federated.isEmpty()) {
      held.addAll(
          held("FederatedUserGroupMembershipEntity m", "m.userId", organizationId, federated));
    }
    return held;
  }

  private List<Held> held(
      String membership, String userId, String organizationId, List<String> userIds) {
    return query(
            "select "
                + userId
                + ", r.name from "
                + membership
                + ","
                + ROLE_GROUPS
                + " and m.groupId = g.id and "
                + userId
                + " in :users",
            Object[].class,
            organizationId)
        .setParameter("users", userIds)
        .getResultStream()
        .map(row -> new Held((String) row[0], (String) row[1]))
        .toList();
  }

  /** How many of the realm's own users have the role in the organization. */
  public long count(String organizationId, String slug) {
    return query(
            "select count(m.user.id) from UserGroupMembershipEntity m,"
                + ROLE_GROUPS
                + " and m.groupId = g.id and r.name = :slug",
            Long.class,
            organizationId)
        .setParameter("slug", slug)
        .getSingleResult();
  }

  private <T> TypedQuery<T> query(String text, Class<T> type, String organizationId) {
    return entities
        .createQuery(text, type)
        .setParameter("organization", organizationId)
        .setParameter("mark", mark);
  }

  /**
   * Ids of the groups of a role, of all organizations: those that carry it, and those that say so
   * in an attribute, because a role that is being removed is carried no more.
   *
   * @param roleId id of a realm role
   * @param name the groups' name: the role's, or the one that it had
   * @param attribute name of the groups' attribute with the role's id
   */
  public Set<String> groupsOf(String roleId, String name, String attribute) {
    Set<String> groups =
        new LinkedHashSet<>(
            groups("GroupRoleMappingEntity c", "c.roleId = :role", roleId, name).getResultList());
    groups.addAll(
        groups("GroupAttributeEntity c", "c.value = :role and c.name = :attribute", roleId, name)
            .setParameter("attribute", attribute)
            .getResultList());
    return groups;
  }

  private TypedQuery<String> groups(String from, String where, String roleId, String name) {
    return entities
        .createQuery(
            "select g.id from OrganizationEntity o, GroupEntity g, "
                + from
                + " where g.id = c.group.id and g.name = :name and g.parentId = o.groupId and "
                + where,
            String.class)
        .setParameter("role", roleId)
        .setParameter("name", name);
  }

  /** Writes what this transaction changed, so that queries see it. */
  public void flush() {
    entities.flush();
  }

  /**
   * A condition of a criteria query: the user has the role in the organization.
   *
   * @param query the query or subquery that the condition is for
   * @param userId the user's id in that query
   * @param organizationGroupId id of the organization's own group
   */
  public Predicate has(
      CriteriaBuilder builder,
      AbstractQuery<?> query,
      Expression<String> userId,
      String organizationGroupId,
      String slug) {
    Subquery<String> exists = query.subquery(String.class);
    RoleGroup role = new RoleGroup(builder, exists, userId, organizationGroupId);
    return builder.exists(role.where(builder.equal(role.group.get("name"), slug)));
  }

  /** The same: the user has any role in the organization. */
  public Predicate hasAny(
      CriteriaBuilder builder,
      AbstractQuery<?> query,
      Expression<String> userId,
      String organizationGroupId) {
    Subquery<String> exists = query.subquery(String.class);
    RoleGroup role = new RoleGroup(builder, exists, userId, organizationGroupId);
    return builder.exists(role.where(builder.conjunction()));
  }

  private final class RoleGroup {
    private final CriteriaBuilder builder;
    private final Subquery<String> query;
    private final Root<GroupEntity> group;
    private final Predicate predicate;

    RoleGroup(
        CriteriaBuilder builder,
        Subquery<String> query,
        Expression<String> userId,
        String organizationGroupId) {
      this.builder = builder;
      this.query = query;
      this.group = query.from(GroupEntity.class);
      Root<UserGroupMembershipEntity> membership = query.from(UserGroupMembershipEntity.class);
      Root<GroupRoleMappingEntity> carried = query.from(GroupRoleMappingEntity.class);
      Root<RoleEntity> role = query.from(RoleEntity.class);
      Subquery<String> marked = query.subquery(String.class);
      Root<RoleAttributeEntity> attribute = marked.from(RoleAttributeEntity.class);
      marked
          .select(attribute.get("id"))
          .where(
              builder.equal(attribute.get("role").get("id"), role.get("id")),
              builder.equal(attribute.get("name"), mark));
      this.predicate =
          builder.and(
              builder.equal(membership.get("user").get("id"), userId),
              builder.equal(membership.get("groupId"), group.get("id")),
              builder.equal(group.get("parentId"), organizationGroupId),
              builder.equal(carried.get("group").get("id"), group.get("id")),
              builder.equal(role.get("id"), carried.get("roleId")),
              builder.equal(role.get("name"), group.get("name")),
              builder.isFalse(role.get("clientRole")),
              builder.exists(marked));
    }

    Subquery<String> where(Predicate more) {
      return query.select(group.get("id")).where(builder.and(predicate, more));
    }
  }
}
