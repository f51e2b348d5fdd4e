package dev.banata.keycloak.rbac;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.organization.OrganizationProvider;

/**
 * The organization that a user's session is in. It is a note of Keycloak's user session, so it is
 * there on every node and goes with the session; the next token of each client has it in its
 * claims.
 */
public final class ActiveOrganization {

  /** The note of the user session: an id, an id that was not chosen, or that there is none. */
  private static final String NOTE = "banata.organization";

  private static final String NOT_CHOSEN = "first:";
  private static final String CLEARED = "none";

  private final KeycloakSession session;

  public ActiveOrganization(KeycloakSession session) {
    this.session = session;
  }

  /**
   * The organization, as long as it is there and enabled and the user is its member. Until one is
   * set or cleared, it is the user's only one.
   */
  public Optional<OrganizationModel> of(UserSessionModel userSession) {
    String note = userSession.getNote(NOTE);
    if (!isUsable(userSession) || CLEARED.equals(note)) {
      return Optional.empty();
    }
    if (note != null && !note.startsWith(NOT_CHOSEN)) {
      return membership(userSession, note);
    }
    return Optional.ofNullable(note)
        .flatMap(first -> membership(userSession, first.substring(NOT_CHOSEN.length())))
        .or(() -> only(userSession.getUser()));
  }

  /** The organization, if it was set and not found. */
  public Optional<OrganizationModel> chosen(UserSessionModel userSession) {
    String note = userSession.getNote(NOTE);
    return note == null
            || note.equals(CLEARED)
            || note.startsWith(NOT_CHOSEN)
            || !isUsable(userSession)
        ? Optional.empty()
        : membership(userSession, note);
  }

  /**
   * The same as {@link #of}, for a token: the session stays in a user's only organization when they
   * join a second one.
   */
  public Optional<OrganizationModel> enter(UserSessionModel userSession) {
    Optional<OrganizationModel> organization = of(userSession);
    if (userSession.getNote(NOTE) == null) {
      organization.ifPresent(only -> userSession.setNote(NOTE, NOT_CHOSEN + only.getId()));
    }
    return organization;
  }

  private boolean isUsable(UserSessionModel userSession) {
    return userSession.getUser() != null && organizations().isEnabled();
  }

  private Optional<OrganizationModel> membership(UserSessionModel userSession, String id) {
    return RealmOrganizations.byId(session, id)
        .filter(OrganizationModel::isEnabled)
        .filter(organization -> organization.isMember(userSession.getUser()));
  }

  private Optional<OrganizationModel> only(UserModel user) {
    List<OrganizationModel> memberships =
        organizations().getByMember(user).filter(OrganizationModel::isEnabled).limit(2).toList();
    return memberships.size() == 1 ? Optional.of(memberships.get(0)) : Optional.empty();
  }

  private OrganizationProvider organizations() {
    return session.getProvider(OrganizationProvider.class);
  }

  /**
   * Lets the session be in an organization.
   *
   * @throws IllegalArgumentException if the user is not its member
   */
  public void set(UserSessionModel userSession, OrganizationModel organization) {
    if (!organization.isMember(userSession.getUser())) {
      throw new IllegalArgumentException("The user is no member of the organization");
    }
    sessions(userSession).forEach(each -> each.setNote(NOTE, organization.getId()));
  }

  /** Lets the session be in none. */
  public void clear(UserSessionModel userSession) {
    sessions(userSession).forEach(each -> each.setNote(NOTE, CLEARED));
  }

  /** The session and its counterpart: an offline session begins as a copy, with the same id. */
  private Stream<UserSessionModel> sessions(UserSessionModel userSession) {
    UserSessionProvider all = session.sessions();
    UserSessionModel counterpart =
        userSession.isOffline()
            ? all.getUserSession(userSession.getRealm(), userSession.getId())
            : all.getOfflineUserSession(userSession.getRealm(), userSession.getId());
    return Stream.of(Optional.of(userSession), Optional.ofNullable(counterpart))
        .flatMap(Optional::stream);
  }
}
