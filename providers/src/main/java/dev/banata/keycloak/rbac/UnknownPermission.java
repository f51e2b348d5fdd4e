package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;

/** What is said about a slug that gives no permission of the project. */
final class UnknownPermission {

  private static final String CODE = "unknown_permission";
  private static final String PROJECT = "project.*";

  private UnknownPermission() {}

  /** The error of the slug at that place of the field {@code permissions}. */
  static FieldError at(int index, String slug) {
    String why =
        PermissionSet.normalize(slug).equals(PROJECT)
            ? " gives no permission; " + Permission.PROJECT_DELETE.slug() + " must be named"
            : " is not a permission of this project; config/permissions/list shows them";
    return new FieldError("permissions." + index, '"' + slug + '"' + why, CODE);
  }
}
