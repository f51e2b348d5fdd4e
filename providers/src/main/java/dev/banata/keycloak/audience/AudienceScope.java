package dev.banata.keycloak.audience;

import dev.banata.keycloak.compat.RowLock;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

/**
 * The client scope {@code banata-audience} with our mapper, a default of every project's realm, so
 * that each client that is made on any path shows the mapper.
 */
final class AudienceScope {

  static final String NAME = "banata-audience";

  private static final String PROTOCOL = "openid-connect";
  private static final String KEYCLOAKS_MAPPER = "oidc-audience-mapper";

  private AudienceScope() {}

  /** Adds the scope to the realm, unless it is there. */
  static void install(RealmModel realm) {
    if (realm.getClientScopesStream().anyMatch(scope -> NAME.equals(scope.getName()))) {
      return;
    }
    ClientScopeModel scope = realm.addClientScope(NAME);
    scope.setDescription("Tokens have exactly the allowed audiences of their client.");
    scope.setProtocol(PROTOCOL);
    scope.setDisplayOnConsentScreen(false);
    scope.setIncludeInTokenScope(false);
    scope.addProtocolMapper(new AudienceMapper().newMapper("allowed audiences"));
    realm.addDefaultClientScope(scope, true);
  }

  /**
   * Lets clients that were there before us go on having the audiences that Keycloak's own audience
   * mapper gave them: they become their allowed audiences.
   */
  static void keepAudiences(KeycloakSession session, RealmModel realm) {
    RowLock lock = new RowLock(session);
    realm
        .getClientsStream()
        .filter(AudienceScope::hasAudiencesToKeep)
        .sorted(Comparator.comparing(ClientModel::getId))
        .toList()
        .forEach(client -> keepAudiences(lock, client));
  }

  /** Asked again under the lock: the server is open, and somebody may set other ones meanwhile. */
  private static void keepAudiences(RowLock lock, ClientModel client) {
    lock.take(client)
        .filter(AudienceScope::hasAudiencesToKeep)
        .ifPresent(held -> AllowedAudiences.set(held, audiences(held)));
  }

  private static boolean hasAudiencesToKeep(ClientModel client) {
    return PROTOCOL.equals(client.getProtocol())
        && GovernedClients.contain(client)
        && !AllowedAudiences.isSet(client)
        && !audiences(client).isEmpty();
  }

  private static Set<String> audiences(ClientModel client) {
    Set<String> audiences = new LinkedHashSet<>();
    Stream.concat(
            Stream.<ProtocolMapperContainerModel>of(client),
            client.getClientScopes(true).values().stream())
        .flatMap(container -> container.getProtocolMappersStream())
        .filter(mapper -> KEYCLOAKS_MAPPER.equals(mapper.getProtocolMapper()))
        .flatMap(mapper -> audience(mapper).stream())
        .forEach(audiences::add);
    return audiences;
  }

  private static Optional<String> audience(ProtocolMapperModel mapper) {
    if (!"true".equals(mapper.getConfig().get("access.token.claim"))) {
      return Optional.empty();
    }
    return Optional.ofNullable(mapper.getConfig().get("included.client.audience"))
        .or(() -> Optional.ofNullable(mapper.getConfig().get("included.custom.audience")))
        .filter(audience -> !audience.isBlank());
  }
}
