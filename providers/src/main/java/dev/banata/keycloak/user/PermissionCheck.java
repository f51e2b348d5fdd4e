package dev.banata.keycloak.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.rbac.Catalogue;
import dev.banata.keycloak.user.UserRequests.HasPermissionRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * {@code admin/has-permission}: whether roles of the project, or a user by his, or the caller, have
 * all of some permissions. Roles in organizations do not count here.
 */
final class PermissionCheck {

  private final Call call;

  private PermissionCheck(Call call) {
    this.call = call;
  }

  /** {@code error} is null on every answer: the contract has it so. */
  record Result(String error, boolean success) {}

  static Object check(Call call) {
    call.require(Permission.USER_READ, Permission.DASHBOARD_READ);
    HasPermissionRequest request = call.input(HasPermissionRequest.class);
    List<String> wanted = wanted(request);
    return new Result(null, new PermissionCheck(call).grants(request, wanted));
  }

  private boolean grants(HasPermissionRequest request, List<String> wanted) {
    if (request.role() != null) {
      return grants(roles(request.role()), wanted);
    }
    if (request.userId() != null) {
      UserModel user = new UserReach(call).visible(request.userId());
      return grants(user.getRoleMappingsStream(), wanted);
    }
    return call.caller().covers(PermissionSet.of(wanted), call.realm());
  }

  /** An unknown role grants nothing. */
  private Stream<RoleModel> roles(List<String> slugs) {
    return slugs.stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(slug -> call.realm().getRole(slug.strip()))
        .filter(role -> role != null && role.getFirstAttribute(Catalogue.NAME_ATTRIBUTE) != null);
  }

  private static boolean grants(Stream<RoleModel> roles, List<String> wanted) {
    Set<RoleModel> all = RoleUtils.expandCompositeRoles(roles.collect(Collectors.toSet()));
    if (all.stream().anyMatch(PermissionCheck::isSuperAdmin)) {
      return true;
    }
    List<String> granted =
        all.stream().filter(PermissionCheck::isPermission).map(RoleModel::getName).toList();
    // The empty set means everything to a key, and nothing to a role.
    return !granted.isEmpty() && PermissionSet.of(granted).covers(PermissionSet.of(wanted));
  }

  private static boolean isSuperAdmin(RoleModel role) {
    return !role.isClientRole()
        && Catalogue.SUPER_ADMIN.equals(role.getName())
        && role.getFirstAttribute(Catalogue.NAME_ATTRIBUTE) != null;
  }

  private static boolean isPermission(RoleModel role) {
    return role.isClientRole()
        && Catalogue.CLIENT_ID.equals(((ClientModel) role.getContainer()).getClientId());
  }

  private static List<String> wanted(HasPermissionRequest request) {
    boolean singular = request.permission() != null && !request.permission().isNull();
    boolean plural = request.permissions() != null && !request.permissions().isNull();
    if (singular == plural) {
      throw Problem.invalid(
          "permission",
          "is needed, or permissions, and not both",
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
