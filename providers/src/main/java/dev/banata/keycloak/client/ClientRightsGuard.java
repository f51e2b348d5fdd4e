package dev.banata.keycloak.client;

import dev.banata.keycloak.audience.GovernedClients;
import dev.banata.keycloak.compat.ClientGuard;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.Refusal;
import dev.banata.keycloak.mapper.MapperRule;
import dev.banata.keycloak.strength.Strengths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * An admin who can manage clients but not the realm cannot give a client's tokens others' rights:
 * no mappers of roles, of fixed values or of scripts, no claims that rights are read from, no
 * scopes that are not the realm's own. What a client had before it may keep.
 */
public final class ClientRightsGuard extends ClientGuard {

  public static final String PROVIDER_ID = "banata-client-rights";

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
        .filter(
            mapper ->
                !MapperRule.isHarmless(
                    String.valueOf(mapper.getProtocolMapper()), config(mapper.getConfig())))
        .map(
            mapper ->
                "protocolMappers must not have '"
                    + mapper.getName()
                    + "' of the type "
                    + mapper.getProtocolMapper());
  }

  private static String signature(String type, Map<String, String> config) {
    return type + ' ' + new TreeMap<>(config(config));
  }

  private static Map<String, String> config(Map<String, String> config) {
    return config == null ? Map.of() : config;
  }

  private static Stream<String> scopes(
      RealmModel realm, ClientModel existing, ClientRepresentation proposed) {
    Set<String> allowed =
        Stream.of(true, false)
            .flatMap(realm::getDefaultClientScopesStream)
            .filter(scope -> !Strengths.ofRoles(scope.getScopeMappingsStream()).administers())
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
