package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.OrganizationTable;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.rbac.Catalogue;
import dev.banata.keycloak.rbac.GroupNameTakenException;
import dev.banata.keycloak.rbac.MemberRoles;
import dev.banata.keycloak.rbac.SuperAdmins;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/** The members of organizations: add, change their roles, remove. */
final class Members {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final OrganizationProvider organizations;
  private final OrganizationTable table;
  private final MemberStore store;
  private final MemberRoles roles;
  private final SuperAdmins superAdmins;

  Members(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.organizations = session.getProvider(OrganizationProvider.class);
    this.table = new OrganizationTable(session);
    this.store = new MemberStore(session);
    this.roles = new MemberRoles(session, realm);
    this.superAdmins = new SuperAdmins(session, realm);
  }

  /**
   * Makes a user a member.
   *
   * @throws Problem 409 if they are one, 422 if the organization's policy does not admit it
   */
  MemberEntity add(
      OrganizationModel organization, UserModel user, List<String> slugs, MemberSource source) {
    RowLock.require(new RowLock(session).hold(organization));
    boolean added =
        named(
            () ->
                new Joining(source, slugs)
                    .during(session, () -> organizations.addMember(organization, user)));
    if (!added) {
      throw Problem.conflict(
          "USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION",
          "The user is already a member of the organization.");
    }
    Database.flush(session);
    return of(organization, user).orElseThrow();
  }

  /** The membership of a user, if they are a member. */
  Optional<MemberEntity> of(OrganizationModel organization, UserModel user) {
    if (!organization.isMember(user)) {
      return Optional.empty();
    }
    return store.byUser(organization, user.getId()).or(() -> adopt(organization, user));
  }

  /**
   * The row of a member from a time when the JAR was not there. Or the membership has just ended,
   * and Keycloak's cache does not know it yet.
   */
  private Optional<MemberEntity> adopt(OrganizationModel organization, UserModel user) {
    RowLock.require(new RowLock(session).hold(organization));
    return table.isMember(organization, user)
        ? store
            .byUser(organization, user.getId())
            .or(() -> Optional.of(store.insert(realm, organization, user, MemberSource.MANUAL)))
        : Optional.empty();
  }

  /** The member of that id, or with that user id. */
  Optional<MemberEntity> find(OrganizationModel organization, String memberIdOrUserId) {
    return store
        .byId(organization, memberIdOrUserId)
        .or(
            () ->
                Optional.ofNullable(session.users().getUserById(realm, memberIdOrUserId))
                    .flatMap(user -> of(organization, user)));
  }

  /** The member with that address. */
  Optional<MemberEntity> withEmail(OrganizationModel organization, String email) {
    return Optional.ofNullable(session.users().getUserByEmail(realm, Membership.normal(email)))
        .flatMap(user -> of(organization, user));
  }

  UserModel user(MemberEntity member) {
    UserModel user = session.users().getUserById(realm, member.userId());
    if (user == null) {
      throw notFound();
    }
    return user;
  }

  /**
   * Lets a member have exactly these roles.
   *
   * @throws Problem 409 if nobody would be super_admin any more
   */
  MemberEntity setRoles(OrganizationModel organization, MemberEntity member, List<String> slugs) {
    UserModel user = user(member);
    RowLock.require(new RowLock(session).hold(organization));
    MemberEntity row = store.lock(realm, organization, member.id()).orElseThrow(Members::notFound);
    boolean wasSuperAdmin = isSuperAdmin(organization, member);
    named(
        () -> {
          roles.set(organization, user, slugs);
          return true;
        });
    if (wasSuperAdmin && !slugs.contains(Catalogue.SUPER_ADMIN)) {
      superAdmins.requireOne(organization);
    }
    row.touch(System.currentTimeMillis());
    return row;
  }

  /**
   * Ends a membership. The account stays.
   *
   * @throws Problem 409 if nobody would be super_admin any more
   */
  void remove(OrganizationModel organization, MemberEntity member) {
    UserModel user = user(member);
    RowLock.require(new RowLock(session).hold(organization));
    if (store.lock(realm, organization, member.id()).isEmpty()) {
      throw notFound();
    }
    boolean wasSuperAdmin = isSuperAdmin(organization, member);
    Database.flush(session);
    table.release(organization, Optional.of(user.getId()));
    organizations.removeMember(organization, user);
    if (wasSuperAdmin) {
      superAdmins.requireOne(organization);
    }
  }

  private boolean isSuperAdmin(OrganizationModel organization, MemberEntity member) {
    return roles
        .of(organization, List.of(member.userId()))
        .get(member.userId())
        .contains(Catalogue.SUPER_ADMIN);
  }

  private static boolean named(BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (GroupNameTakenException e) {
      throw Problem.conflict("GROUP_NAME_TAKEN", e.getMessage());
    }
  }

  static Problem notFound() {
    return Problem.notFound("MEMBER_NOT_FOUND", "There is no such member in the organization.");
  }
}
