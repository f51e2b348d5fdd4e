package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.compat.AdminWriteGuard;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.mapper.MapperRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Asks the one rule for a mapper of each that an admin writes: of clients, client scopes, identity
 * providers and directories, alone, in what they belong to, or in an import. Registrations, and
 * clients as a whole, pass {@code client.ClientRightsGuard} as well.
 */
public final class MapperWriteGuard extends AdminWriteGuard {

  /** Mappers whose directory names what its users get, and so any role. */
  private static final Set<String> BY_NAME = Set.of("role-ldap-mapper", "group-ldap-mapper");

  /** Parts of a directory that give nobody a role: its connection, and what a user is. */
  private static final Set<String> WITHOUT_ROLES =
      Set.of(
          "ldap",
          "kerberos",
          "user-attribute-ldap-mapper",
          "full-name-ldap-mapper",
          "certificate-ldap-mapper",
          "hardcoded-ldap-attribute-mapper",
          "hardcoded-attribute-mapper",
          "msad-user-account-control-mapper",
          "msad-lds-user-account-control-mapper",
          "kerberos-principal-attribute-mapper");

  private static final Set<ResourceType> OF_TOKENS =
      Set.of(ResourceType.PROTOCOL_MAPPER, ResourceType.CLIENT, ResourceType.CLIENT_SCOPE);

  @Override
  protected void onWrite(KeycloakSession session, AdminEvent event) {
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm == null
        || event.getResourceType() == null
        || event.getOperationType() == OperationType.ACTION
        || event.getOperationType() == OperationType.DELETE) {
      return;
    }
    boolean imports = RequestPath.isPartialImport(session);
    List<JsonNode> mappers = (imports ? imported(event) : written(event)).toList();
    if (mappers.isEmpty()) {
      return;
    }
    RoleStrength strength = new RoleStrength(session, realm);
    if (imports || OF_TOKENS.contains(event.getResourceType())) {
      mappers.forEach(mapper -> ofToken(strength, realm, event, mapper));
    }
    if (mappers.stream().anyMatch(mapper -> BY_NAME.contains(text(mapper, "providerId")))) {
      strength.requireEverything("A mapper that gives roles by the names in a directory");
    }
    NamedRoles named = new NamedRoles(session, realm);
    mappers.stream()
        .filter(MapperWriteGuard::canGiveRoles)
        .forEach(mapper -> ofNamedRoles(strength, named, mapper));
  }

  /** Of a type that nobody knows, each text that is a role's name can be a role. */
  private static boolean canGiveRoles(JsonNode mapper) {
    return !MapperRule.isOfUser(text(mapper, "protocolMapper"))
        && !WITHOUT_ROLES.contains(text(mapper, "providerId"));
  }

  private static void ofNamedRoles(RoleStrength strength, NamedRoles named, JsonNode mapper) {
    named
        .configured(mapper)
        .distinct()
        .forEach(
            role ->
                strength.require(
                    RoleStrength.label(role) + ", which " + text(mapper, "name") + " names,",
                    Stream.of(role)));
  }

  private static Stream<JsonNode> written(AdminEvent event) {
    JsonNode json = WrittenEvent.json(event);
    return switch (event.getResourceType()) {
      case PROTOCOL_MAPPER, IDENTITY_PROVIDER_MAPPER, COMPONENT ->
          json.isArray() ? NamedRoles.elements(json) : Stream.of(json);
      case CLIENT, CLIENT_SCOPE -> NamedRoles.elements(json.path("protocolMappers"));
      default -> Stream.empty();
    };
  }

  /** Events of an import are all about the realm; their path tells what was made. */
  private static Stream<JsonNode> imported(AdminEvent event) {
    JsonNode made = WrittenEvent.json(event);
    return event.getResourcePath().startsWith("mappers/")
        ? Stream.of(made)
        : NamedRoles.elements(made.path("protocolMappers"));
  }

  private static void ofToken(
      RoleStrength strength, RealmModel realm, AdminEvent event, JsonNode mapper) {
    String type = text(mapper, "protocolMapper");
    Map<String, String> config = new HashMap<>();
    mapper
        .path("config")
        .properties()
        .forEach(setting -> config.put(setting.getKey(), setting.getValue().asText()));
    String label = "The mapper " + text(mapper, "name");
    if (MapperRule.writesOurs(type, config)) {
      strength.requireEverything(label);
    }
    if (!Realms.isAdminRealm(realm) && isAsked(event) && !MapperRule.isHarmless(type, config)) {
      strength
          .writer()
          .ifPresent(
              writer ->
                  writer.requireRealmManager(label + " of the type " + type + " can give rights."));
    }
  }

  /**
   * A client as a whole may keep the mappers that it had, which the client's own guard knows; of a
   * scope, Keycloak takes mappers only when it is made.
   */
  private static boolean isAsked(AdminEvent event) {
    return event.getResourceType() == ResourceType.PROTOCOL_MAPPER
        || (event.getResourceType() == ResourceType.CLIENT_SCOPE
            && event.getOperationType() == OperationType.CREATE);
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText();
  }

  @Override
  public String getId() {
    return "banata-mapper-writes";
  }
}
