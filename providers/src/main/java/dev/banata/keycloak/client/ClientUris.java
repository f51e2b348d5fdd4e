package dev.banata.keycloak.client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;

/**
 * What the rules look at, taken from a client at one moment.
 *
 * @param type the declared type
 * @param unknownType the value of the type's attribute if it is none
 * @param foreignGrants grants that are on and that the type does not have
 */
record ClientUris(
    Optional<AuthClientType> type,
    Optional<String> unknownType,
    List<String> foreignGrants,
    List<String> redirectUris,
    List<String> postLogoutRedirectUris,
    List<String> webOrigins) {

  /** Stands for the redirect URIs, or for their origins. */
  private static final String SAME = "+";

  /** Stands for no post-logout URI at all. */
  private static final String NONE = "-";

  static ClientUris of(ClientModel client) {
    Optional<AuthClientType> type = AuthClientType.declared(client);
    return new ClientUris(
        type,
        Optional.ofNullable(client.getAttribute(ClientAttributes.TYPE))
            .filter(text -> AuthClientType.of(text).isEmpty()),
        type.map(declared -> ClientPreset.of(declared).foreignGrants(client)).orElse(List.of()),
        sorted(client.getRedirectUris()),
        without(ClientAttributes.list(client, ClientAttributes.POST_LOGOUT), Set.of(SAME, NONE)),
        without(client.getWebOrigins(), Set.of(SAME)));
  }

  static ClientUris none() {
    return new ClientUris(
        Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), List.of());
  }

  private static List<String> without(Collection<String> values, Set<String> placeholders) {
    return sorted(values.stream().filter(value -> !placeholders.contains(value)).toList());
  }

  private static List<String> sorted(Collection<String> values) {
    return values.stream().sorted().toList();
  }
}
