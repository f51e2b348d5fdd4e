package dev.banata.keycloak.compat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CommonAbstractCriteria;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.models.jpa.entities.RoleEntity;
import org.keycloak.models.jpa.entities.UserRoleMappingEntity;
import org.keycloak.models.utils.RoleUtils;

/**
 * The roles of a user of the admin realm, found from the role up. Keycloak walks down from all that
 * a user has, which for the owner of many projects is a walk over the roles of all of them at every
 * check; the roles that compose a given one are few.
 */
public final class HeldRoles {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserModel user;

  HeldRoles(KeycloakSession session, RealmModel realm, UserModel user) {
    this.session = session;
    this.realm = realm;
    this.user = user;
  }

  /** True if the user has one of the roles: directly, by another role or by a group. */
  boolean hasAny(Collection<RoleModel> roles) {
    if (roles.stream().anyMatch(user::hasDirectRole)) {
      return true;
    }
    List<RoleModel> known = new ArrayList<>(roles);
    Set<String> knownIds = ids(roles);
    Set<String> frontier = knownIds;
    while (!frontier.isEmpty()) {
      Set<String> composing = composing(frontier);
      composing.removeAll(knownIds);
      for (String id : composing) {
        RoleModel role = session.roles().getRoleById(realm, id);
        if (role != null && user.hasDirectRole(role)) {
          return true;
        }
        known.add(role);
      }
      knownIds.addAll(composing);
      frontier = composing;
    }
    known.removeIf(Objects::isNull);
    return groups().anyMatch(group -> known.stream().anyMatch(group::hasDirectRole));
  }

  private Set<String> composing(Set<String> children) {
    return new HashSet<>(
        entities()
            .createQuery(
                "select distinct c.parentRole.id from CompositeRoleEntity c"
                    + " where c.childRole.id in :children",
                String.class)
            .setParameter("children", children)
            .getResultList());
  }

  /** The user's groups and all above them. */
  private Stream<GroupModel> groups() {
    return user.getGroupsStream()
        .flatMap(group -> Stream.iterate(group, Objects::nonNull, GroupModel::getParent));
  }

  /** Roles that the user has by realm roles and groups: all but those that are theirs directly. */
  Set<RoleModel> indirectClientRoles() {
    Set<RoleModel> roles =
        entities()
            .createQuery(
                "select r.id from UserRoleMappingEntity m, RoleEntity r"
                    + " where m.user.id = :user and r.id = m.roleId and r.clientRole = false",
                String.class)
            .setParameter("user", user.getId())
            .getResultStream()
            .map(id -> session.roles().getRoleById(realm, id))
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(HashSet::new));
    groups().flatMap(GroupModel::getRoleMappingsStream).forEach(roles::add);
    return RoleUtils.expandCompositeRoles(roles).stream()
        .filter(RoleModel::isClientRole)
        .collect(Collectors.toSet());
  }

  /** Ids of the realms in whose administration a user of the admin realm has a role directly. */
  public static Subquery<String> administeredRealms(
      CriteriaBuilder builder, CommonAbstractCriteria query, String userId) {
    Subquery<String> ids = query.subquery(String.class);
    Root<RealmEntity> realm = ids.from(RealmEntity.class);
    Root<RoleEntity> role = ids.from(RoleEntity.class);
    Root<UserRoleMappingEntity> mapping = ids.from(UserRoleMappingEntity.class);
    return ids.select(realm.get("id"))
        .where(
            builder.equal(mapping.get("user").get("id"), userId),
            builder.equal(role.get("id"), mapping.get("roleId")),
            builder.equal(role.get("clientId"), realm.get("masterAdminClient")));
  }

  private EntityManager entities() {
    return Database.of(session);
  }

  private static Set<String> ids(Collection<RoleModel> roles) {
    return roles.stream().map(RoleModel::getId).collect(Collectors.toCollection(HashSet::new));
  }
}
