package dev.banata.keycloak.organization;

import dev.banata.keycloak.client.AuthClients;
import dev.banata.keycloak.client.InvitationPage;
import dev.banata.keycloak.compat.AfterCommit;
import dev.banata.keycloak.compat.InvitationLink;
import dev.banata.keycloak.compat.InvitedUser;
import dev.banata.keycloak.mail.MailProviders;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationInvitationModel;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.organization.OrganizationProvider;

/**
 * The mail with the link to an invitation, by the realm's mail server and theme. It is sent when
 * the invitation has been committed: a slow mail server holds up nobody who waits for the
 * organization, and one that fails does not take the invitation back.
 */
final class InvitationMail {

  private static final Logger LOG = Logger.getLogger(InvitationMail.class);

  private final KeycloakSession session;
  private final RealmModel realm;

  InvitationMail(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  void sendAfterCommit(
      OrganizationModel organization,
      OrganizationInvitationModel invitation,
      Optional<UserModel> user,
      String inviterId,
      int lifespanSeconds) {
    if (!MailProviders.configured(realm)) {
      LOG.warnf(
          "Invitation %s is not mailed: realm %s has no mail provider",
          invitation.getId(), realm.getName());
      return;
    }
    Mail mail =
        new Mail(
            invitation.getId(),
            organization.getId(),
            invitation.getEmail(),
            user.map(UserModel::getId),
            inviter(inviterId),
            link(organization, invitation, user),
            lifespanSeconds / 60);
    KeycloakContext context = session.getContext();
    AfterCommit.run(
        session,
        () ->
            KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(), context, later -> mail.send(later)));
  }

  /** Name of the user who invites; nothing for a key, and for an admin of another realm. */
  private Optional<String> inviter(String id) {
    return Optional.ofNullable(id)
        .map(each -> session.users().getUserById(realm, each))
        .map(
            inviter ->
                Stream.of(inviter.getFirstName(), inviter.getLastName())
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(" ")))
        .filter(name -> !name.isEmpty());
  }

  /** The project's own page if it has one, Keycloak's own link if it has none. */
  private String link(
      OrganizationModel organization,
      OrganizationInvitationModel invitation,
      Optional<UserModel> user) {
    return session
        .getProvider(AuthClients.class)
        .byClientId(realm, realm.getName())
        .flatMap(InvitationPage::of)
        .map(page -> page.endsWith("/") ? page : page + "/")
        .map(page -> page + invitation.getId())
        .orElseGet(() -> InvitationLink.of(session, realm, organization, invitation, user));
  }

  private record Mail(
      String invitationId,
      String organizationId,
      String email,
      Optional<String> userId,
      Optional<String> inviter,
      String link,
      long minutes) {

    void send(KeycloakSession session) {
      RealmModel realm = session.getContext().getRealm();
      OrganizationModel organization =
          session.getProvider(OrganizationProvider.class).getById(organizationId);
      UserModel user =
          userId
              .map(id -> session.users().getUserById(realm, id))
              .orElseGet(() -> InvitedUser.of(session, realm, email));
      if (organization == null || user == null) {
        return;
      }
      try {
        EmailTemplateProvider mail = session.getProvider(EmailTemplateProvider.class);
        inviter.ifPresent(name -> mail.setAttribute("inviterName", name));
        mail.setAttribute("invitationId", invitationId)
            .setRealm(realm)
            .setUser(user)
            .sendOrgInviteEmail(organization, link, minutes);
      } catch (EmailException e) {
        LOG.warnf("Invitation %s was not mailed: %s", invitationId, e.getMessage());
        LOG.debug("Cause", e);
      }
    }

    /** The link is a secret until it is used. */
    @Override
    public String toString() {
      return "Mail[invitation=" + invitationId + "]";
    }
  }
}
