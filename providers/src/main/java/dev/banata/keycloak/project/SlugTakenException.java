package dev.banata.keycloak.project;

/** The slug belongs to another project or realm, perhaps since a moment ago. */
final class SlugTakenException extends RuntimeException {

  SlugTakenException(String slug) {
    super("The slug \"" + slug + "\" is already taken.");
  }

  SlugTakenException(String slug, Throwable cause) {
    super("The slug \"" + slug + "\" is already taken.", cause);
  }
}
