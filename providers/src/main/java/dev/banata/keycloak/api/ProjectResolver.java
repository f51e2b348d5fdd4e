package dev.banata.keycloak.api;

import java.util.Optional;
import org.keycloak.models.RealmModel;

/** Finds the realm of a project. */
public interface ProjectResolver {

  /** The realm of the project with that id or slug. */
  Optional<RealmModel> realmOf(String projectIdOrSlug);

  /**
   * The id of the project that lives in the realm; nothing if the realm has not been adopted yet.
   */
  Optional<String> idOf(RealmModel realm);

  /** True if the realm is a project: every realm but the admin realm. */
  boolean isProject(RealmModel realm);

  /** True if the text is the id or the slug of the project that lives in the realm. */
  boolean names(String projectIdOrSlug, RealmModel realm);
}
