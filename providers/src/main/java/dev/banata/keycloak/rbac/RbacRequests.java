package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What callers send; each record is named as its schema in the OpenAPI document. */
final class RbacRequests {

  private RbacRequests() {}

  record EmptyRequest() {}

  record IdRequest(String id) {}

  record CreateRoleRequest(
      String name, String slug, String description, List<String> permissions) {}

  record UpdateRoleRequest(
      String id, String name, String slug, String description, List<String> permissions) {}

  record CreatePermissionRequest(String name, String slug, String description) {}

  record UpdatePermissionRequest(String id, String name, String slug, String description) {}

  record CreateResourceTypeRequest(String name, String slug, String description) {}

  record MyPermissionsRequest(String userId, String organizationId) {}

  /** The published client may send several, all of which are meant. */
  record CheckPermissionRequest(JsonNode permission, String userId, String organizationId) {}

  record CheckPermissionsRequest(
      List<String> permissions, String operator, String userId, String organizationId) {}
}
