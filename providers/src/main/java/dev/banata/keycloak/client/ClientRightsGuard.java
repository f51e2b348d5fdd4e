package dev.banata.keycloak.client;

import dev.banata.keycloak.audience.GovernedClients;
import dev.banata.keycloak.compat.ClientGuard;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/**
 * An admin who can manage clients but not the realm cannot give a client's tokens others' rights:
 * no mappers of roles, of fixed values or of scripts, no claims that rights are read from, no
 * scopes that are not the realm's own. What a client had before it may keep.
 */
public final class ClientRightsGuard extends ClientGuard {

  public static final String PROVIDER_ID = "banata-client-rights";

  /** Mappers of what a user is, and none of what they may. */
  private static final Set<String> MAPPERS =
      Set.of(
          "oidc-usermodel-attribute-mapper",
          "oidc-usermodel-property-mapper",
          "oidc-full-name-mapper",
          "oidc-address-mapper",
          "oidc-sub-mapper",
          "oidc-acr-mapper",
          "oidc-amr-mapper",
          "oidc-nonce-backwards-compatible-mapper",
          "oidc-session-state-mapper",
          "oidc-sha256-pairwise-sub-mapper",
          "oidc-organization-membership-mapper",
          "saml-user-attribute-mapper",
          "saml-user-property-mapper",
          "saml-role-list-mapper",
          "saml-organization-membership-mapper");

  /** Claims that this server or a resource server reads rights from, or takes tokens by. */
  private static final Set<String> CLAIMS =
      Set.of(
          "realm_access",
          "resource_access",
          "authorization",
          "permissions",
          "roles",
          "groups",
          "scope",
          "aud",
          "azp",
          "client_id",
          "iss",
          "sub",
          "sid",
          "exp",
          "nbf",
          "iat",
          "jti",
          "typ",
          "cnf",
          "act",
          "may_act",
          "allowed-origins",
          "trusted-certs");

  @Override
  protected void onWrite(ClientModel existing, ClientRepresentation proposed) {}

  @Override
  protected void onLimitedWrite(
      RealmModel realm, ClientModel existing, ClientRepresentation proposed) throws Refusal {
    if (Realms.isAdminRealm(realm)) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    if (existing != null && !GovernedClients.contain(existing)) {
      wrong.add("clientId is of a client of Keycloak itself, which sees all of a user's account");
    }
    mappers(existing, proposed).forEach(wrong::add);
    scopes(realm, existing, proposed).forEach(wrong::add);
    if (Boolean.TRUE.equals(proposed.isFullScopeAllowed())
        && existing != null
        && !existing.isFullScopeAllowed()) {
      wrong.add("fullScopeAllowed cannot be switched on");
    }
    if (!wrong.isEmpty()) {
      throw new Refusal(
          OAuthErrorException.INVALID_CLIENT_METADATA,
          String.join("; ", wrong) + ": this needs the administration of the whole realm");
    }
  }

  private static Stream<String> mappers(ClientModel existing, ClientRepresentation proposed) {
    if (proposed.getProtocolMappers() == null) {
      return Stream.empty();
    }
    Set<String> kept =
        existing == null
            ? Set.of()
            : existing
                .getProtocolMappersStream()
                .map(mapper -> signature(mapper.getProtocolMapper(), mapper.getConfig()))
                .collect(Collectors.toSet());
    return proposed.getProtocolMappers().stream()
        .filter(mapper -> !kept.contains(signature(mapper.getProtocolMapper(), mapper.getConfig())))
        .filter(mapper -> !isHarmless(mapper))
        .map(
            mapper ->
                "protocolMappers must not have '"
                    + mapper.getName()
                    + "' of the type "
                    + mapper.getProtocolMapper());
  }

  private static String signature(String type, Map<String, String> config) {
    return type + ' ' + new TreeMap<>(config == null ? new HashMap<>() : config);
  }

  static boolean isHarmless(ProtocolMapperRepresentation mapper) {
    Map<String, String> config = Optional.ofNullable(mapper.getConfig()).orElseGet(HashMap::new);
    String claim = config.getOrDefault("claim.name", "");
    // A dot makes a nested claim, and a backslash before it a part of the name.
    String first = claim.strip().split("\\.", 2)[0].replace("\\", "");
    return MAPPERS.contains(String.valueOf(mapper.getProtocolMapper())) && !CLAIMS.contains(first);
  }

  private static Stream<String> scopes(
      RealmModel realm, ClientModel existing, ClientRepresentation proposed) {
    Set<String> allowed =
        Stream.of(true, false)
            .flatMap(realm::getDefaultClientScopesStream)
            .filter(scope -> !bearsAdministration(scope))
            .map(ClientScopeModel::getName)
            .collect(Collectors.toSet());
    if (existing != null) {
      allowed.addAll(existing.getClientScopes(true).keySet());
      allowed.addAll(existing.getClientScopes(false).keySet());
    }
    // Keycloak itself gives it to clients with a service account.
    allowed.add("service_account");
    return Stream.of(proposed.getDefaultClientScopes(), proposed.getOptionalClientScopes())
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .filter(scope -> !allowed.contains(scope))
        .distinct()
        .map(scope -> "client scopes must not have '" + scope + "'");
  }

  private static boolean bearsAdministration(ClientScopeModel scope) {
    return scope.getScopeMappingsStream().anyMatch(ClientRightsGuard::isOfAdministration);
  }

  private static boolean isOfAdministration(RoleModel role) {
    boolean own =
        role.isClientRole()
            && role.getContainer() instanceof ClientModel client
            && client.getClientId().equals(Constants.REALM_MANAGEMENT_CLIENT_ID);
    return own
        || (role.isComposite()
            && role.getCompositesStream().anyMatch(ClientRightsGuard::isOfAdministration));
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public String getHelpText() {
    return "Keeps admins who manage clients, but not the realm, from giving a client's tokens the"
        + " rights of others.";
  }
}
