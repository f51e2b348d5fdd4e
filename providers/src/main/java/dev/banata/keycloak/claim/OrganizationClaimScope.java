package dev.banata.keycloak.claim;

import dev.banata.keycloak.audience.GovernedClients;
import dev.banata.keycloak.compat.ClaimMapper;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

/**
 * The client scope {@code banata-organization} with our mapper, a default of every project's realm,
 * so that each client that is made on any path has it.
 */
final class OrganizationClaimScope {

  static final String NAME = "banata-organization";

  private static final String PROTOCOL = "openid-connect";
  private static final String KEYCLOAKS_MAPPER = "oidc-organization-membership-mapper";

  private OrganizationClaimScope() {}

  /** Adds the scope to the realm, unless it is there. */
  static boolean install(RealmModel realm) {
    if (realm.getClientScopesStream().anyMatch(scope -> NAME.equals(scope.getName()))) {
      return false;
    }
    ClientScopeModel scope = realm.addClientScope(NAME);
    scope.setDescription("Tokens say which organization the user is in, and their roles there.");
    scope.setProtocol(PROTOCOL);
    scope.setDisplayOnConsentScreen(false);
    scope.setIncludeInTokenScope(false);
    scope.addProtocolMapper(new OrganizationMapper().newMapper("active organization"));
    realm.addDefaultClientScope(scope, true);
    return true;
  }

  /** Gives the scope to the clients that were there before it. */
  static void assign(RealmModel realm) {
    realm
        .getClientScopesStream()
        .filter(scope -> NAME.equals(scope.getName()))
        .findFirst()
        .ifPresent(
            scope ->
                realm
                    .getClientsStream()
                    .filter(client -> PROTOCOL.equals(client.getProtocol()))
                    .filter(GovernedClients::contain)
                    .filter(client -> !client.getClientScopes(true).containsKey(NAME))
                    .toList()
                    .forEach(client -> client.addClientScope(scope, true)));
  }

  /**
   * Lets Keycloak's own claim be an object with the ids, which has room for roles. A realm that was
   * there before us keeps the claim in the shape that its applications know.
   */
  static void shape(RealmModel realm) {
    realm
        .getClientScopesStream()
        .filter(scope -> OAuth2Constants.ORGANIZATION.equals(scope.getName()))
        .forEach(OrganizationClaimScope::shape);
  }

  private static void shape(ClientScopeModel scope) {
    scope
        .getProtocolMappersStream()
        .filter(mapper -> KEYCLOAKS_MAPPER.equals(mapper.getProtocolMapper()))
        .toList()
        .forEach(mapper -> scope.updateProtocolMapper(withIds(mapper)));
  }

  private static ProtocolMapperModel withIds(ProtocolMapperModel mapper) {
    mapper.setConfig(ClaimMapper.withOrganizationIds(mapper.getConfig()));
    return mapper;
  }
}
