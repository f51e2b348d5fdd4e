package dev.banata.keycloak.rbac;

import org.keycloak.models.ModelDuplicateException;

/**
 * An organization has a group of a role's name that does not carry the role. Its members must not
 * come to have the role by that.
 */
public final class GroupNameTakenException extends ModelDuplicateException {

  private static final long serialVersionUID = 1L;

  GroupNameTakenException(String slug) {
    super("The organization has a group \"" + slug + "\" that does not carry the role " + slug);
  }
}
