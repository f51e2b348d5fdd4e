package dev.banata.keycloak.rbac;

import dev.banata.keycloak.compat.RequestPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The groups that a request has changed. Keycloak's event of a move names no former parent, only
 * paths, which are ambiguous because names may have slashes; but before it, the parents that lose
 * and gain the group each have an event of their own.
 */
final class UpdatedGroups {

  private static final String ATTRIBUTE = "banata.updated-groups";

  private final Set<String> ids = new LinkedHashSet<>();

  private UpdatedGroups() {}

  /** Notes a group that a request changes; what no request does is not judged. */
  static void note(KeycloakSession session, GroupModel group) {
    if (RequestPath.of(session).isPresent()) {
      UpdatedGroups noted = session.getAttribute(ATTRIBUTE, UpdatedGroups.class);
      if (noted == null) {
        noted = new UpdatedGroups();
        session.setAttribute(ATTRIBUTE, noted);
      }
      noted.ids.add(group.getId());
    }
  }

  /** The groups that were changed since the move before. */
  static List<GroupModel> take(KeycloakSession session, RealmModel realm) {
    UpdatedGroups noted = session.getAttribute(ATTRIBUTE, UpdatedGroups.class);
    if (noted == null) {
      return List.of();
    }
    session.removeAttribute(ATTRIBUTE);
    return noted.ids.stream()
        .map(id -> session.groups().getGroupById(realm, id))
        .filter(Objects::nonNull)
        .toList();
  }
}
