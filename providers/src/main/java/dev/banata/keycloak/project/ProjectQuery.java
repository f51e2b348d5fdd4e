package dev.banata.keycloak.project;

import dev.banata.keycloak.compat.AdministeredRealms;
import java.util.Optional;

/**
 * Which projects to list.
 *
 * @param visible what the caller may see; nothing for all
 * @param search part of the name or slug, in any case
 * @param cursor id of the project to start beyond
 * @param backward true to read towards newer projects, from a {@code before} cursor
 */
record ProjectQuery(
    Optional<Visible> visible,
    Optional<String> search,
    Optional<String> cursor,
    boolean backward,
    int limit) {

  /** The projects that an admin owns and those whose realm they administer. */
  record Visible(String ownerId, AdministeredRealms administered) {}
}
