package dev.banata.keycloak.user;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Page.ListMetadata;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.session.Elevated;
import dev.banata.keycloak.session.Impersonations;
import dev.banata.keycloak.session.Impersonator;
import dev.banata.keycloak.session.SessionView;
import dev.banata.keycloak.session.Sessions;
import dev.banata.keycloak.user.UserRequests.RevokeUserSessionRequest;
import dev.banata.keycloak.user.UserRequests.StopImpersonatingRequest;
import dev.banata.keycloak.user.UserRequests.UserIdRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** The calls of {@code admin/*} about sessions. */
final class SessionCalls {

  private static final int MAX_SESSIONS = 200;

  private SessionCalls() {}

  record SessionList(
      List<SessionView> sessions, List<SessionView> data, ListMetadata listMetadata) {}

  record ImpersonationResult(SessionView session, UserView user) {}

  static Object list(Call call) {
    call.require(Permission.USER_READ, Permission.DASHBOARD_READ);
    UserModel user = new UserReach(call).managed(call.input(UserIdRequest.class).value());
    List<SessionView> views =
        new Sessions(call.session(), call.realm())
            .of(user, MAX_SESSIONS).stream().map(session -> SessionView.of(call, session)).toList();
    return new SessionList(views, views, ListMetadata.NONE);
  }

  static Object revoke(Call call) {
    call.require(Permission.SESSION_REVOKE, Permission.DASHBOARD_MANAGE);
    RevokeUserSessionRequest request = call.input(RevokeUserSessionRequest.class);
    Sessions sessions = new Sessions(call.session(), call.realm());
    UserReach reach = new UserReach(call);
    // The session of a user whom the caller does not see is as unknown as one that is none.
    UserSessionModel session =
        find(call, sessions, request)
            .filter(found -> found.getUser() != null && reach.sees(found.getUser().getId()))
            .orElseThrow(() -> Problem.notFound("SESSION_NOT_FOUND", "There is no such session."));
    reach.changeable(session.getUser().getId());
    SessionView view = SessionView.of(call, session);
    sessions.end(session);
    call.record(
        OperationType.DELETE, ResourceType.USER_SESSION.name(), "sessions/" + view.id(), view);
    return Map.of("success", true);
  }

  private static Optional<UserSessionModel> find(
      Call call, Sessions sessions, RevokeUserSessionRequest request) {
    return request.sessionId() != null
        ? sessions.find(request.sessionId())
        : new Impersonations(call.session(), call.realm()).find(request.sessionToken());
  }

  static Object revokeAll(Call call) {
    call.require(Permission.SESSION_REVOKE, Permission.DASHBOARD_MANAGE);
    UserModel user = new UserReach(call).changeable(call.input(UserIdRequest.class).value());
    new Sessions(call.session(), call.realm()).endAll(user);
    call.record(
        OperationType.ACTION, ResourceType.USER.name(), "users/" + user.getId() + "/logout", null);
    return Map.of("success", true);
  }

  static Object impersonate(Call call) {
    call.require(Permission.USER_IMPERSONATE);
    UserModel user =
        new UserReach(call)
            .changeableOther(
                call.input(UserIdRequest.class).value(),
                "YOU_CANNOT_IMPERSONATE_YOURSELF",
                "You cannot impersonate yourself.");
    if (!user.isEnabled()) {
      throw Problem.forbidden("BANNED_USER", "The user is banned.");
    }
    if (Elevated.is(user)) {
      throw Problem.forbidden(
          "USER_IS_ELEVATED", "The user can manage the project and so cannot be impersonated.");
    }
    Impersonations.Begun begun =
        new Impersonations(call.session(), call.realm()).begin(user, impersonator(call));
    SessionView view = SessionView.of(call, begun.userSession());
    call.record(
        OperationType.ACTION,
        ResourceType.USER.name(),
        "users/" + user.getId() + "/impersonation",
        view);
    return new ImpersonationResult(
        SessionView.of(call, begun.userSession(), begun.token()),
        UserView.of(user, call.projectId()));
  }

  private static Impersonator impersonator(Call call) {
    AuthDetails caller = call.caller().authDetails();
    RealmModel realm = call.session().realms().getRealm(caller.getRealmId());
    String name =
        Optional.ofNullable(call.session().users().getUserById(realm, caller.getUserId()))
            .map(UserModel::getUsername)
            .orElse(call.caller().id());
    return new Impersonator(call.caller().id(), name, realm.getName());
  }

  /**
   * The contract's call of browsers: neither a key nor an admin's token is ever an impersonation.
   */
  static Object stopImpersonating(Call call) {
    call.require(Permission.USER_IMPERSONATE);
    call.input(StopImpersonatingRequest.class);
    throw Problem.badRequest(
        "YOU_ARE_NOT_IMPERSONATING_ANYONE",
        "You are not impersonating anyone. An impersonation ends with revoke-user-session.");
  }
}
