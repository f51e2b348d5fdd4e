package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.RequestId;
import dev.banata.keycloak.compat.InvitationLink;
import dev.banata.keycloak.compat.OrganizationTable;
import dev.banata.keycloak.compat.RefusedJoin;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.rbac.MemberRoles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What happens when a user becomes a member of an organization, on every path: the management API,
 * the console, a link in a mail, a registration, a sign-in by an identity provider. It is refused
 * here if the organization's policy does not admit it.
 */
final class Membership {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final OrganizationTable table;
  private final MemberStore members;
  private final InvitationStore invitations;

  Membership(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.table = new OrganizationTable(session);
    this.members = new MemberStore(session);
    this.invitations = new InvitationStore(session);
  }

  /** In the transaction in which Keycloak has just written the membership. */
  void joined(OrganizationModel organization, UserModel user) {
    // From here on one after the other, so that each sees the members that came before it.
    RowLock.require(new RowLock(session).hold(organization));
    OrganizationPolicy policy = OrganizationPolicy.of(table.attributes(organization));
    String email = normal(user.getEmail());
    requireAdmitted(policy, email);
    requireRoom(organization, policy, email);
    Optional<Joining> joining = Joining.current(session);
    Optional<InvitationEntity> followed = followed(organization, user);
    MemberSource source = joining.map(Joining::source).orElseGet(() -> source(organization));
    if (members.byUser(organization, user.getId()).isEmpty()) {
      members.insert(realm, organization, user, source);
    }
    invitations
        .pending(organization, email)
        .flatMap(row -> invitations.lock(realm, row.id()))
        .ifPresent(Membership::accept);
    followed.ifPresent(Membership::accept);
    List<String> roles =
        joining
            .map(Joining::roles)
            .or(() -> followed.map(InvitationEntity::roles))
            .orElse(List.of());
    // A member without a group of a role is a member: nothing to write, above all not in an import.
    if (!roles.isEmpty() && !roles.equals(List.of(MemberRoles.DEFAULT))) {
      new MemberRoles(session, realm).set(organization, user, roles);
    }
    if (joining.isPresent()) {
      // Keycloak's own handlers of links remove the invitation themselves.
      table.removeInvitation(organization, email);
    }
  }

  private static void accept(InvitationEntity invitation) {
    invitation.end(InvitationStatus.ACCEPTED);
  }

  /** The invitation whose link was followed: the user reads the address's mail. */
  private Optional<InvitationEntity> followed(OrganizationModel organization, UserModel user) {
    Optional<String> id = InvitationLink.followed(session, organization);
    Optional<InvitationEntity> row =
        id.flatMap(found -> invitations.lock(realm, found))
            .filter(found -> found.organizationId().equals(organization.getId()))
            .filter(found -> found.email().equals(normal(user.getEmail())));
    if (row.isPresent() && !user.isEmailVerified()) {
      new UnverifiedAccount(session, realm).handOver(user);
      user.setEmailVerified(true);
    }
    // Keycloak has looked before we waited.
    if (row.filter(found -> found.written() != InvitationStatus.PENDING).isPresent()) {
      throw refusal("invitationId", "The invitation has ended.", "invitation_ended");
    }
    return row;
  }

  private MemberSource source(OrganizationModel organization) {
    if (InvitationLink.followed(session, organization).isPresent()) {
      return MemberSource.INVITATION;
    }
    if (session.getContext().getAuthenticationSession() != null) {
      return MemberSource.SSO;
    }
    return RequestId.of(session) == null ? MemberSource.MANUAL : MemberSource.API;
  }

  private void requireAdmitted(OrganizationPolicy policy, String email) {
    if (!policy.admits(email)) {
      throw refusal(
          "email", "The organization does not allow addresses of this domain.", "email_domain");
    }
  }

  /** An invitation keeps a place. */
  private void requireRoom(
      OrganizationModel organization, OrganizationPolicy policy, String email) {
    if (policy.maxMembers() == null) {
      return;
    }
    int limit = policy.maxMembers() + 1;
    int taken = table.countMembers(organization, limit);
    if (taken < limit) {
      taken += invitations.countPending(organization, email, limit);
    }
    if (taken > policy.maxMembers()) {
      throw refusal(
          "organizationId", "The organization has reached its member limit.", "max_members");
    }
  }

  private RuntimeException refusal(String field, String message, String code) {
    return RequestId.of(session) == null
        ? RefusedJoin.of(session, message)
        : Problem.invalid(field, message, code);
  }

  /** In the transaction in which Keycloak has just removed the membership. */
  void left(OrganizationModel organization, UserModel user) {
    members.delete(organization, user.getId());
  }

  static String normal(String email) {
    return email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
  }
}
