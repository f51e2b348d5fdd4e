package dev.banata.keycloak.user;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Page.ListMetadata;
import dev.banata.keycloak.api.Timestamps;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.user.UserRequests.SetRoleRequest;
import dev.banata.keycloak.user.UserRequests.SetUserPasswordRequest;
import dev.banata.keycloak.user.UserRequests.UserIdRequest;
import dev.banata.keycloak.user.UsersResource.UserResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** The calls of {@code admin/*} about roles, passwords and linked accounts. */
final class AccountCalls {

  private static final String CREDENTIAL = "credential";

  private AccountCalls() {}

  /**
   * A way to sign in: a password, or an account at an identity provider.
   *
   * @param createdAt null where Keycloak does not keep it
   */
  record AccountView(
      String id,
      String userId,
      String accountId,
      String providerId,
      String projectId,
      String createdAt,
      String updatedAt) {}

  record AccountList(
      List<AccountView> accounts, List<AccountView> data, ListMetadata listMetadata) {}

  static Object setRole(Call call) {
    call.require(Permission.USER_MANAGE, Permission.DASHBOARD_MANAGE);
    SetRoleRequest request = call.input(SetRoleRequest.class);
    UserModel user = new UserReach(call).changeable(request.userId());
    List<RoleModel> roles = new UserRoles(call).resolve(request.role());
    UserRoles.set(user, roles);
    UserView view = UserView.of(user, call.projectId());
    UsersResource.record(call, OperationType.ACTION, view, "role");
    return new UserResult(view);
  }

  static Object setPassword(Call call) {
    call.require(Permission.USER_MANAGE, Permission.DASHBOARD_MANAGE);
    SetUserPasswordRequest request = call.input(SetUserPasswordRequest.class);
    UserModel user = new UserReach(call).changeable(request.userId());
    new Accounts(call.session(), call.realm())
        .changePassword(user, "newPassword", request.newPassword());
    UsersResource.record(
        call, OperationType.ACTION, UserView.of(user, call.projectId()), "set-password");
    return Map.of("status", true);
  }

  static Object list(Call call) {
    call.require(Permission.USER_READ, Permission.DASHBOARD_READ);
    UserModel user = new UserReach(call).managed(call.input(UserIdRequest.class).value());
    List<AccountView> accounts =
        Stream.concat(passwords(call, user), identities(call, user)).toList();
    return new AccountList(accounts, accounts, ListMetadata.NONE);
  }

  private static Stream<AccountView> passwords(Call call, UserModel user) {
    return user.credentialManager()
        .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
        .map(
            password ->
                new AccountView(
                    password.getId(),
                    user.getId(),
                    user.getId(),
                    CREDENTIAL,
                    call.projectId(),
                    Timestamps.iso(password.getCreatedDate()),
                    Timestamps.iso(password.getCreatedDate())));
  }

  private static Stream<AccountView> identities(Call call, UserModel user) {
    return call.session()
        .users()
        .getFederatedIdentitiesStream(call.realm(), user)
        .map(
            identity ->
                new AccountView(
                    user.getId() + ":" + identity.getIdentityProvider(),
                    user.getId(),
                    identity.getUserId(),
                    identity.getIdentityProvider(),
                    call.projectId(),
                    null,
                    null));
  }
}
