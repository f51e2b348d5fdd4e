package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.compat.MemberRoleTable;
import dev.banata.keycloak.compat.MemberRoleTable.Held;
import dev.banata.keycloak.compat.RowLock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * The roles of members in an organization. To have a role is to be in the organization's group of
 * the role's name, which carries the role (Keycloak's organization groups): so the console, exports
 * and Keycloak's own mappers show it. Keycloak does not make such a role an effective role of the
 * user, so a role in an organization is never one of the project.
 *
 * <p>A member who is in no such group has the role {@code member}.
 */
public final class MemberRoles {

  /** The role of a member who has no other. */
  public static final String DEFAULT = "member";

  /**
   * Attribute of the groups that we made, with the role's id: it is there when the role is gone.
   */
  private static final String GROUP_ATTRIBUTE = "banata.role";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final MemberRoleTable table;

  /** Roles in the organizations of the realm, which is the session's. */
  public MemberRoles(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.table = new MemberRoleTable(session, Catalogue.NAME_ATTRIBUTE);
  }

  /**
   * Slugs of a member's roles, sorted, at least one; none for a user who is no member. Comes from
   * Keycloak's cache, as it is asked for by each token.
   */
  public List<String> of(OrganizationModel organization, UserModel user) {
    return organization.isMember(user) ? ofMember(organization, user) : List.of();
  }

  /** The same for a user of whom the caller knows that they are a member. */
  public List<String> ofMember(OrganizationModel organization, UserModel user) {
    List<String> slugs =
        roleGroups(organization, user).map(GroupModel::getName).sorted().distinct().toList();
    return slugs.isEmpty() ? List.of(DEFAULT) : slugs;
  }

  /**
   * The same for many in one query, by the users' ids in the order that they came in.
   *
   * @param memberIds ids of members: that they are is not looked up
   */
  public Map<String, List<String>> of(
      OrganizationModel organization, Collection<String> memberIds) {
    Map<String, Set<String>> held =
        table.held(organization.getId(), memberIds).stream()
            .collect(
                Collectors.groupingBy(
                    Held::userId,
                    Collectors.mapping(Held::slug, Collectors.toCollection(TreeSet::new))));
    Map<String, List<String>> roles = new LinkedHashMap<>();
    memberIds.forEach(id -> roles.put(id, List.copyOf(held.getOrDefault(id, Set.of(DEFAULT)))));
    return roles;
  }

  /** How many members are in the group of the role. */
  public long count(OrganizationModel organization, String slug) {
    table.flush();
    return table.count(organization.getId(), slug);
  }

  /**
   * Lets a member have exactly these roles of the catalogue; none is the role {@code member}. Other
   * groups of the organization stay as they are.
   *
   * @param slugs slugs of roles that the project has
   */
  public void set(OrganizationModel organization, UserModel member, Collection<String> slugs) {
    Catalogue.ensure(session, realm);
    List<RoleModel> wanted = wanted(slugs);
    within(
        organization,
        () -> {
          Set<String> names = wanted.stream().map(RoleModel::getName).collect(Collectors.toSet());
          // From the database: another transaction may just have given or taken some.
          organizations()
              .getOrganizationGroupsByMember(organization, member, null, null, null)
              .filter(group -> isRoleGroup(organization, group))
              .filter(group -> !names.contains(group.getName()))
              .toList()
              .forEach(member::leaveGroup);
          wanted.forEach(role -> member.joinGroup(group(organization, role)));
        });
  }

  /** True if some organization has a group of the role. */
  boolean isHeld(RoleModel role) {
    return !groupsOf(role, role.getName()).isEmpty();
  }

  /**
   * Takes a role from the members of all organizations, when it is deleted. Who has no other is a
   * {@code member} then.
   */
  public void reassign(RoleModel role) {
    for (String id : groupsOf(role, role.getName())) {
      GroupModel group = realm.getGroupById(id);
      within(group.getOrganization(), () -> realm.removeGroup(group));
    }
  }

  /** Lets the groups of all organizations follow a role that had another slug. */
  void rename(RoleModel role, String formerSlug) {
    for (String id : groupsOf(role, formerSlug)) {
      GroupModel group = realm.getGroupById(id);
      within(group.getOrganization(), () -> group.setName(role.getName()));
    }
  }

  private Set<String> groupsOf(RoleModel role, String name) {
    return table.groupsOf(role.getId(), name, GROUP_ATTRIBUTE);
  }

  private Stream<GroupModel> roleGroups(OrganizationModel organization, UserModel member) {
    return organizations()
        .getOrganizationGroupsByMember(organization, member)
        .filter(group -> isRoleGroup(organization, group));
  }

  /** The organization's own group, the parent of the first level, has its id as name. */
  private static boolean isRoleGroup(OrganizationModel organization, GroupModel group) {
    GroupModel parent = group.getParent();
    return parent != null
        && organization.getId().equals(parent.getName())
        && group
            .getRoleMappingsStream()
            .anyMatch(role -> Catalogue.isRole(role) && role.getName().equals(group.getName()));
  }

  private GroupModel group(OrganizationModel organization, RoleModel role) {
    return find(organization, role.getName())
        .orElseGet(
            () -> {
              // Of two that need a new group at the same time, one finds that of the other.
              RowLock.require(new RowLock(session).hold(organization));
              return find(organization, role.getName())
                  .orElseGet(
                      () -> {
                        GroupModel made =
                            organizations().createGroup(organization, role.getName(), null);
                        made.grantRole(role);
                        made.setSingleAttribute(GROUP_ATTRIBUTE, role.getId());
                        return made;
                      });
            });
  }

  /**
   * The role's group.
   *
   * @throws GroupNameTakenException if the organization has a group of that name that is none
   */
  private Optional<GroupModel> find(OrganizationModel organization, String slug) {
    return organizations()
        .searchGroupsByName(organization, slug, true, null, null)
        .filter(group -> organization.getId().equals(parentName(group)))
        .findFirst()
        .map(
            group -> {
              if (!isRoleGroup(organization, group)) {
                throw new GroupNameTakenException(slug);
              }
              return group;
            });
  }

  private static String parentName(GroupModel group) {
    GroupModel parent = group.getParent();
    return parent == null ? null : parent.getName();
  }

  /**
   * In a realm that has a role {@code member} of its own, the role of the catalogue has no group.
   */
  private List<RoleModel> wanted(Collection<String> slugs) {
    RoleModel member = realm.getRole(DEFAULT);
    if (slugs.isEmpty() || Set.copyOf(slugs).equals(Set.of(DEFAULT))) {
      return member != null && Catalogue.isRole(member) ? List.of(member) : List.of();
    }
    return Set.copyOf(slugs).stream().map(this::role).toList();
  }

  private RoleModel role(String slug) {
    RoleModel role = realm.getRole(slug);
    if (role == null || !Catalogue.isRole(role)) {
      throw new IllegalArgumentException(slug + " is no role of the project");
    }
    return role;
  }

  /** Keycloak lets the groups of an organization be changed in its context only. */
  private void within(OrganizationModel organization, Runnable work) {
    OrganizationModel outer = session.getContext().getOrganization();
    session.getContext().setOrganization(organization);
    try {
      KeycloakWriter.ownWork(session, work);
    } finally {
      session.getContext().setOrganization(outer);
    }
  }

  private OrganizationProvider organizations() {
    return session.getProvider(OrganizationProvider.class);
  }
}
