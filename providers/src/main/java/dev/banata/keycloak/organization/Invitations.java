package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.OrganizationTable;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.persistence.Ulid;
import dev.banata.keycloak.rbac.MemberRoles;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationInvitationModel;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.InvitationManager;
import org.keycloak.organization.OrganizationProvider;

/** Invitations to organizations: on top of Keycloak's own, which is there while one is pending. */
final class Invitations {

  /** Realm attribute with the seconds after which an invitation ends. */
  private static final String LIFESPAN = "banata.invitation-lifespan";

  private static final int SEVEN_DAYS = 604_800;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final InvitationStore store;
  private final OrganizationTable table;
  private final Members members;

  Invitations(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.store = new InvitationStore(session);
    this.table = new OrganizationTable(session);
    this.members = new Members(session, realm);
  }

  InvitationStore store() {
    return store;
  }

  /** An accepted invitation. */
  record Accepted(InvitationEntity invitation, MemberEntity member) {}

  /**
   * Invites an address, and sends it a mail.
   *
   * @param resend true to renew a pending invitation of the address
   * @throws Problem 409 if its owner is a member, or is invited already; 422 if the organization's
   *     policy does not admit it
   */
  InvitationEntity invite(
      OrganizationModel organization,
      String email,
      List<String> roles,
      String inviterId,
      boolean resend) {
    RowLock.require(new RowLock(session).hold(organization));
    OrganizationPolicy policy = OrganizationPolicy.of(table.attributes(organization));
    if (!policy.admits(email)) {
      throw Problem.invalid(
          "email", "is of a domain that the organization does not allow", "email_domain");
    }
    Optional<UserModel> user = Optional.ofNullable(session.users().getUserByEmail(realm, email));
    if (user.filter(organization::isMember).isPresent()) {
      throw Problem.conflict(
          "USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION",
          "The owner of the address is already a member of the organization.");
    }
    Optional<InvitationEntity> pending = pending(organization, email);
    if (pending.isPresent() && !resend) {
      throw Problem.conflict(
          "USER_IS_ALREADY_INVITED",
          "The address has already been invited; resend renews the invitation.");
    }
    int expiresAt = (int) (Time.currentTimeMillis() / 1000) + lifespan();
    InvitationEntity row = pending.orElseGet(() -> make(organization, policy, email, expiresAt));
    row.renew(roles, inviterId, expiresAt * 1000L);
    if (pending.isEmpty()) {
      store.insert(row);
    }
    OrganizationInvitationModel invitation = keycloaks().getById(row.id());
    invitation.setExpiresAt(expiresAt);
    new InvitationMail(session, realm)
        .sendAfterCommit(organization, invitation, user, inviterId, lifespan());
    return row;
  }

  /** The pending invitation; one that was made in the console becomes one of ours. */
  private Optional<InvitationEntity> pending(OrganizationModel organization, String email) {
    return store
        .pending(organization, email)
        .flatMap(row -> store.lock(realm, row.id()))
        .or(
            () ->
                Optional.ofNullable(keycloaks().getByEmail(organization, email))
                    .filter(invitation -> !invitation.isExpired())
                    .filter(invitation -> store.byId(realm, invitation.getId()).isEmpty())
                    .map(invitation -> adopt(organization, invitation)));
  }

  /** Makes an invitation that Keycloak made by itself one of ours. */
  void takeUp(String id) {
    OrganizationInvitationModel invitation = keycloaks().getById(id);
    if (invitation != null && store.byId(realm, id).isEmpty()) {
      new Organizations(session, realm)
          .byId(invitation.getOrganizationId())
          .ifPresent(organization -> adopt(organization, invitation));
    }
  }

  private InvitationEntity adopt(
      OrganizationModel organization, OrganizationInvitationModel invitation) {
    InvitationEntity row =
        new InvitationEntity(
            invitation.getId(),
            realm.getId(),
            organization.getId(),
            Membership.normal(invitation.getEmail()),
            invitation.getCreatedAt() * 1000L);
    row.renew(List.of(MemberRoles.DEFAULT), null, invitation.getExpiresAt() * 1000L);
    store.insert(row);
    return row;
  }

  private InvitationEntity make(
      OrganizationModel organization, OrganizationPolicy policy, String email, int expiresAt) {
    requireRoom(organization, policy);
    table.removeInvitation(organization, email);
    String id = Ulid.next("inv");
    table.invite(organization, id, email, expiresAt);
    return new InvitationEntity(
        id, realm.getId(), organization.getId(), email, System.currentTimeMillis());
  }

  private void requireRoom(OrganizationModel organization, OrganizationPolicy policy) {
    if (policy.maxMembers() == null) {
      return;
    }
    int taken = table.countMembers(organization, policy.maxMembers());
    if (taken < policy.maxMembers()) {
      taken += store.countPending(organization, "", policy.maxMembers());
    }
    if (taken >= policy.maxMembers()) {
      throw Problem.invalid(
          "organizationId",
          "has reached its limit of members and pending invitations",
          "max_members");
    }
  }

  /**
   * Ends an invitation that nobody has answered.
   *
   * @param check judges by its roles, while nobody else can change it, and throws to refuse
   * @throws Problem 409 if somebody has
   */
  InvitationEntity revoke(
      OrganizationModel organization, InvitationEntity named, Consumer<List<String>> check) {
    RowLock.require(new RowLock(session).hold(organization));
    InvitationEntity invitation = lock(named);
    check.accept(invitation.roles());
    return switch (status(invitation)) {
      case ACCEPTED, REJECTED -> throw notPending(status(invitation));
      case REVOKED -> invitation;
      case PENDING, EXPIRED -> end(invitation, InvitationStatus.REVOKED);
    };
  }

  /** The invitation of that id, if it is one of the user's address. */
  Optional<InvitationEntity> ofUser(UserModel user, String id) {
    return store
        .byId(realm, id)
        .filter(invitation -> invitation.email().equals(Membership.normal(user.getEmail())));
  }

  /**
   * Makes the invited user a member. Of two at the same time, one gets the 409.
   *
   * @throws Problem 403 if the address is not verified, 409 if the invitation was answered or
   *     revoked, 410 if it has expired, 422 if the organization's policy does not admit the user
   */
  Accepted accept(OrganizationModel organization, InvitationEntity named, UserModel user) {
    InvitationEntity invitation = pending(organization, named, user);
    List<String> roles = known(invitation.roles());
    MemberEntity member = members.add(organization, user, roles, MemberSource.INVITATION);
    end(invitation, InvitationStatus.ACCEPTED);
    return new Accepted(invitation, member);
  }

  /** Roles that were removed since the invitation are not given. */
  private List<String> known(List<String> roles) {
    return roles.stream().filter(slug -> realm.getRole(slug) != null).toList();
  }

  InvitationEntity reject(OrganizationModel organization, InvitationEntity named, UserModel user) {
    return end(pending(organization, named, user), InvitationStatus.REJECTED);
  }

  /** The invitation, to be ended by its user's answer. */
  private InvitationEntity pending(
      OrganizationModel organization, InvitationEntity named, UserModel user) {
    if (!user.isEmailVerified()) {
      throw Problem.forbidden(
          "EMAIL_NOT_VERIFIED", "Verify your e-mail address before you answer an invitation.");
    }
    RowLock.require(new RowLock(session).hold(organization));
    InvitationEntity invitation = lock(named);
    InvitationStatus status = status(invitation);
    if (status == InvitationStatus.EXPIRED) {
      throw Problem.gone("INVITATION_EXPIRED", "The invitation has expired.");
    }
    if (status != InvitationStatus.PENDING) {
      throw notPending(status);
    }
    return invitation;
  }

  private InvitationEntity lock(InvitationEntity named) {
    return store.lock(realm, named.id()).orElseThrow(Invitations::notFound);
  }

  private static Problem notPending(InvitationStatus status) {
    return Problem.conflict(
        "INVITATION_NOT_PENDING", "The invitation is " + status.text() + " already.");
  }

  private InvitationEntity end(InvitationEntity invitation, InvitationStatus status) {
    invitation.end(status);
    keycloaks().remove(invitation.id());
    return invitation;
  }

  InvitationStatus status(InvitationEntity invitation) {
    boolean known = !store.known(List.of(invitation.id())).isEmpty();
    return InvitationStatus.of(invitation, known, System.currentTimeMillis());
  }

  private int lifespan() {
    String seconds = realm.getAttribute(LIFESPAN);
    return seconds != null && seconds.matches("[1-9][0-9]{0,7}")
        ? Integer.parseInt(seconds)
        : SEVEN_DAYS;
  }

  private InvitationManager keycloaks() {
    return session.getProvider(OrganizationProvider.class).getInvitationManager();
  }

  static Problem notFound() {
    return Problem.notFound("INVITATION_NOT_FOUND", "There is no such invitation.");
  }
}
