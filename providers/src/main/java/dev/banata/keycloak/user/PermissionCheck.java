package dev.banata.keycloak.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.rbac.CallerSubject;
import dev.banata.keycloak.rbac.Subject;
import dev.banata.keycloak.rbac.UserSubject;
import dev.banata.keycloak.user.UserRequests.HasPermissionRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code admin/has-permission}: whether roles of the project, or a user by theirs, or the caller,
 * have all of some permissions. Roles in organizations do not count here.
 */
final class PermissionCheck {

  private PermissionCheck() {}

  /** {@code error} is null on every answer: the contract has it so. */
  record Result(String error, boolean success) {}

  static Object check(Call call) {
    call.require(Permission.USER_READ, Permission.DASHBOARD_READ);
    HasPermissionRequest request = call.input(HasPermissionRequest.class);
    List<String> wanted = wanted(request);
    return new Result(null, subject(call, request).hasAll(wanted));
  }

  private static Subject subject(Call call, HasPermissionRequest request) {
    if (request.role() != null) {
      return UserSubject.withRoles(
          call.realm(),
          request.role().stream()
              .flatMap(text -> Arrays.stream(text.split(",")))
              .map(String::strip)
              .toList());
    }
    return request.userId() == null
        ? new CallerSubject(call.caller(), call.realm())
        : UserSubject.inProject(call.realm(), new UserReach(call).visible(request.userId()));
  }

  private static List<String> wanted(HasPermissionRequest request) {
    boolean singular = request.permission() != null && !request.permission().isNull();
    boolean plural = request.permissions() != null && !request.permissions().isNull();
    if (singular == plural) {
      throw Problem.invalid(
          "permission",
          "is required: send either permission or permissions",
          singular ? "conflict" : "required");
    }
    String field = singular ? "permission" : "permissions";
    List<String> slugs = slugs(singular ? request.permission() : request.permissions());
    if (slugs.isEmpty()) {
      throw Problem.invalid(field, "must name a permission", "required");
    }
    if (!slugs.stream().allMatch(PermissionSet::isWellFormed)) {
      throw Problem.invalid(field, "must be slugs like organization.read", "format");
    }
    return slugs;
  }

  private static List<String> slugs(JsonNode node) {
    List<String> slugs = new ArrayList<>();
    if (node.isTextual()) {
      slugs.add(node.textValue());
    } else if (node.isArray()) {
      node.forEach(each -> slugs.add(each.asText()));
    } else {
      node.properties()
          .forEach(
              resource ->
                  resource
                      .getValue()
                      .forEach(action -> slugs.add(resource.getKey() + "." + action.asText())));
    }
    return slugs;
  }
}
