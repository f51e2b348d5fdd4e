package dev.banata.keycloak.project;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Store;
import org.keycloak.models.KeycloakSession;

/** Reads and writes {@code BANATA_FORMER_SLUG}. */
final class FormerSlugStore extends Store<FormerSlugEntity> {

  FormerSlugStore(KeycloakSession session) {
    super(Database.of(session), FormerSlugEntity.class);
  }

  /** True if the slug is kept for another project than that of the realm. */
  boolean isOfOther(String slug, String realmId) {
    return find(slug).filter(row -> !row.realmId().equals(realmId)).isPresent();
  }

  boolean isKept(String slug) {
    return find(slug).isPresent();
  }

  /** Keeps a slug that the project of the realm has given up. */
  void keep(String slug, String realmId) {
    if (find(slug).isEmpty()) {
      persistNow(new FormerSlugEntity(slug, realmId, System.currentTimeMillis()));
    }
  }

  void deleteByRealm(String realmId) {
    change("delete from FormerSlugEntity f where f.realmId = :realmId")
        .setParameter("realmId", realmId)
        .executeUpdate();
  }
}
