package dev.banata.keycloak.client;

import dev.banata.keycloak.apikey.ApiKeyPrincipal;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.SqlLike;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Finds the auth clients of a project among Keycloak's clients, by client id upwards. */
final class AuthClientStore {

  private static final char ESCAPE = '~';

  private final EntityManager entities;

  AuthClientStore(KeycloakSession session) {
    this.entities = Database.of(session);
  }

  /**
   * Ids of the clients of a page, nearest to the cursor first.
   *
   * @param cursor client id to start beyond
   * @param backward true to read downwards
   */
  List<String> ids(
      RealmModel realm,
      Optional<String> search,
      Optional<String> cursor,
      boolean backward,
      int max) {
    TypedQuery<String> query =
        entities.createQuery(
            "select c.id from ClientEntity c where c.realmId = :realm"
                + " and (c.protocol is null or c.protocol = 'openid-connect')"
                + " and c.clientId not in :builtIn"
                // First by the name, which costs nothing: a key's client is named like the key.
                + " and not (c.clientId like 'ak~_%' escape '~' and exists (select 1 from"
                + " ClientAttributeEntity a where a.client = c and a.name = :apiKey))"
                + search
                    .map(
                        text ->
                            " and (lower(c.clientId) like :search escape '~'"
                                + " or lower(c.name) like :search escape '~')")
                    .orElse("")
                + cursor
                    .map(id -> " and c.clientId " + (backward ? "<" : ">") + " :cursor")
                    .orElse("")
                + " order by c.clientId "
                + (backward ? "desc" : "asc"),
            String.class);
    query.setParameter("realm", realm.getId());
    query.setParameter("builtIn", ClientRules.BUILT_IN);
    query.setParameter("apiKey", ApiKeyPrincipal.ATTRIBUTE);
    search.ifPresent(
        text ->
            query.setParameter(
                "search", "%" + SqlLike.escape(text.toLowerCase(Locale.ROOT), ESCAPE) + "%"));
    cursor.ifPresent(id -> query.setParameter("cursor", id));
    return query.setMaxResults(max).getResultList();
  }
}
