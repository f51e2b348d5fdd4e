package dev.banata.keycloak.strength;

import dev.banata.keycloak.permission.PermissionSet;
import java.util.Set;

/**
 * What an object gives the caller who controls it.
 *
 * @param administers true if it gives the administration of the realm, and so every account
 * @param permissions the permissions that it gives
 * @param organizationId the organization that the permissions are limited to; null for the whole
 *     project
 */
public record Strength(boolean administers, PermissionSet permissions, String organizationId) {

  private static final Strength NONE = new Strength(false, PermissionSet.none(), null);
  private static final Strength EVERYTHING = new Strength(true, PermissionSet.all(), null);

  public static Strength none() {
    return NONE;
  }

  /** Full access to the project, and whatever Keycloak's administration of the realm can do. */
  public static Strength everything() {
    return EVERYTHING;
  }

  public static Strength of(PermissionSet permissions) {
    return new Strength(false, permissions, null);
  }

  public static Strength inOrganization(String organizationId, PermissionSet permissions) {
    return new Strength(false, permissions, organizationId);
  }

  /** Both together, of things that reach the whole project. */
  Strength plus(Strength other) {
    return new Strength(
        administers || other.administers, permissions.plus(other.permissions), organizationId);
  }

  /** The part of it that one permission is, in the same organization. */
  public Strength only(String slug) {
    return new Strength(false, PermissionSet.of(Set.of(slug)), organizationId);
  }

  public boolean isNone() {
    return !administers && permissions.isEmpty();
  }
}
