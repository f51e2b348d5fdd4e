package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.compat.AdminWriteGuard;
import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.strength.Strengths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.util.JsonSerialization;

/**
 * Tells {@link RoleWrites} of what the model publishes no event of: composites, attributes, and
 * roles that are mapped onto groups, scopes and the mappers of identity providers and clients.
 */
public final class RoleWriteGuard extends AdminWriteGuard {

  private static final String COMPOSITES = "composites";
  private static final String DEFAULT_GROUPS = "default-groups/";

  @Override
  protected void onWrite(KeycloakSession session, AdminEvent event) {
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm == null || event.getResourceType() == null) {
      return;
    }
    RoleWrites writes = new RoleWrites(session, realm);
    if (RequestPath.isPartialImport(session)) {
      imported(session, writes, realm, event);
      return;
    }
    switch (event.getResourceType()) {
      case REALM_ROLE, CLIENT_ROLE -> role(writes, realm, event);
      case REALM_ROLE_MAPPING, CLIENT_ROLE_MAPPING -> {
        if (!event.getResourcePath().startsWith("users/")) {
          writes.requireOurs("The role of the group", roles(realm, event));
        }
      }
      case REALM_SCOPE_MAPPING, CLIENT_SCOPE_MAPPING ->
          writes.requireOurs("The role of the scope", roles(realm, event));
      case IDENTITY_PROVIDER_MAPPER, PROTOCOL_MAPPER, COMPONENT ->
          writes.requireOurs("A role of the mapper", configured(session, realm, event));
      case GROUP -> defaultGroup(writes, realm, event);
      default -> {}
    }
  }

  /**
   * Events of an import are all about the realm; their path tells what was made. Of users, groups
   * and roles they do not tell which roles they were made with.
   */
  private static void imported(
      KeycloakSession session, RoleWrites writes, RealmModel realm, AdminEvent event) {
    String kind = event.getResourcePath().split("/", 2)[0];
    JsonNode made = json(event);
    if (kind.equals("mappers")) {
      writes.requireOurs("A role of the mapper", configured(session, realm, Stream.of(made)));
    } else if (made.has("clientId")) {
      Stream<JsonNode> mappers = elements(made.path("protocolMappers"));
      writes.requireOurs("A role of the mapper", configured(session, realm, mappers));
    } else if (!kind.equals("identity-provider-settings")) {
      writes.imported();
    }
  }

  /** What new users will have, of groups that users are put into by themselves. */
  private static void defaultGroup(RoleWrites writes, RealmModel realm, AdminEvent event) {
    String path = event.getResourcePath();
    if (path.startsWith(DEFAULT_GROUPS) && event.getOperationType() == OperationType.CREATE) {
      GroupModel group = realm.getGroupById(path.substring(DEFAULT_GROUPS.length()));
      if (group != null) {
        writes.requireOurs("The group " + group.getName(), Strengths.rolesOf(group));
      }
    }
  }

  private static void role(RoleWrites writes, RealmModel realm, AdminEvent event) {
    List<String> path = List.of(event.getResourcePath().split("/"));
    boolean composes = path.contains(COMPOSITES);
    if (event.getOperationType() == OperationType.DELETE && !composes) {
      return;
    }
    List<RoleModel> changed = composes ? roles(realm, event).toList() : List.of();
    role(realm, path)
        .ifPresentOrElse(
            role -> writes.composed(role, changed),
            () -> writes.requireOurs("The role", changed.stream()));
  }

  /** The role of {@code roles/<name>}, {@code roles-by-id/<id>} or {@code clients/<id>/roles/…}. */
  private static Optional<RoleModel> role(RealmModel realm, List<String> path) {
    boolean ofClient = path.get(0).equals("clients") && path.size() > 3;
    RoleContainerModel container = ofClient ? realm.getClientById(path.get(1)) : realm;
    int at = ofClient ? 3 : 1;
    if (container == null || path.size() <= at) {
      return Optional.empty();
    }
    String named = path.get(at);
    return Optional.ofNullable(container.getRole(named))
        .or(() -> Optional.ofNullable(realm.getRoleById(named)));
  }

  private static Stream<RoleModel> roles(RealmModel realm, AdminEvent event) {
    return elements(json(event))
        .map(role -> role.path("id").asText())
        .map(realm::getRoleById)
        .filter(Objects::nonNull);
  }

  /** The roles that the configuration of mappers names, and those of the groups that it names. */
  private static Stream<RoleModel> configured(
      KeycloakSession session, RealmModel realm, AdminEvent event) {
    if (event.getOperationType() == OperationType.DELETE) {
      return Stream.empty();
    }
    JsonNode json = json(event);
    return configured(session, realm, json.isArray() ? elements(json) : Stream.of(json));
  }

  private static Stream<RoleModel> configured(
      KeycloakSession session, RealmModel realm, Stream<JsonNode> mappers) {
    return mappers
        .flatMap(mapper -> elements(mapper.path("config")))
        // Components have several values of each setting.
        .flatMap(value -> value.isArray() ? elements(value) : Stream.of(value))
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank())
        .flatMap(text -> named(session, realm, text));
  }

  private static Stream<RoleModel> named(KeycloakSession session, RealmModel realm, String text) {
    if (text.startsWith("/")) {
      GroupModel group = KeycloakModelUtils.findGroupByPath(session, realm, text);
      // The groups of an organization have the names of the roles that they carry.
      Stream<RoleModel> ofOrganization =
          Stream.ofNullable(realm.getRole(text.substring(text.lastIndexOf('/') + 1)));
      return group == null ? ofOrganization : Strengths.rolesOf(group);
    }
    RoleModel role = realm.getRole(text);
    return role == null ? ofClient(realm, text) : Stream.of(role);
  }

  /** A client role in the form {@code client.role}, as Keycloak's mappers have it. */
  private static Stream<RoleModel> ofClient(RealmModel realm, String text) {
    ClientModel client = realm.getClientByClientId(Catalogue.CLIENT_ID);
    String start = Catalogue.CLIENT_ID + ".";
    return client != null && text.startsWith(start)
        ? Stream.ofNullable(client.getRole(text.substring(start.length())))
        : Stream.empty();
  }

  private static Stream<JsonNode> elements(JsonNode json) {
    return StreamSupport.stream(json.spliterator(), false);
  }

  private static JsonNode json(AdminEvent event) {
    String text = event.getRepresentation();
    try {
      return JsonSerialization.mapper.readTree(text == null ? "[]" : text);
    } catch (IOException e) {
      throw new UncheckedIOException("Keycloak wrote an event that is no JSON", e);
    }
  }

  @Override
  public String getId() {
    return "banata-role-writes";
  }
}
