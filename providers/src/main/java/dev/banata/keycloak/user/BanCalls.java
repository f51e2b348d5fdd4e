package dev.banata.keycloak.user;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.user.UserRequests.BanUserRequest;
import dev.banata.keycloak.user.UserRequests.UserIdRequest;
import dev.banata.keycloak.user.UsersResource.UserResult;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keycloak.common.util.Time;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** {@code admin/ban-user} and {@code admin/unban-user}. */
final class BanCalls {

  private static final String DEFAULT_REASON = "Disabled by admin";

  private BanCalls() {}

  static Object ban(Call call) {
    call.require(Permission.USER_MANAGE, Permission.DASHBOARD_MANAGE);
    BanUserRequest request = call.input(BanUserRequest.class);
    Ban ban =
        new Ban(
            Optional.ofNullable(request.banReason())
                .filter(reason -> !reason.isBlank())
                .orElse(DEFAULT_REASON),
            expiresAt(request));
    UserModel user =
        new UserReach(call)
            .changeableOther(
                request.userId(), "YOU_CANNOT_BAN_YOURSELF", "You cannot ban yourself.");
    new Accounts(call.session(), call.realm()).ban(user, ban);
    return answer(call, user, "ban");
  }

  private static Long expiresAt(BanUserRequest request) {
    if (request.banExpires() != null && request.banExpiresIn() != null) {
      throw Problem.invalid(
          "banExpiresIn", "must not be given together with banExpires", "conflict");
    }
    long now = Time.currentTimeMillis();
    if (request.banExpiresIn() != null) {
      return now + TimeUnit.SECONDS.toMillis(request.banExpiresIn());
    }
    if (request.banExpires() != null && request.banExpires() <= now) {
      throw Problem.invalid("banExpires", "must be in the future", "past");
    }
    return request.banExpires();
  }

  static Object unban(Call call) {
    call.require(Permission.USER_MANAGE, Permission.DASHBOARD_MANAGE);
    UserModel user = new UserReach(call).changeable(call.input(UserIdRequest.class).value());
    new Accounts(call.session(), call.realm()).unban(user);
    return answer(call, user, "unban");
  }

  private static UserResult answer(Call call, UserModel changed, String action) {
    // Looked up again: what was changed is seen as everybody sees it.
    UserModel user = call.session().users().getUserById(call.realm(), changed.getId());
    UserView view = UserView.of(user, call.projectId());
    UsersResource.record(call, OperationType.ACTION, view, action);
    return new UserResult(view);
  }
}
