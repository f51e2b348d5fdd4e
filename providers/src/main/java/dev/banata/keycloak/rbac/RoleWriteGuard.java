package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.compat.AdminWriteGuard;
import dev.banata.keycloak.compat.RequestPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.util.JsonSerialization;

/**
 * Tells {@link RoleWrites} of what the model publishes no event of: composites, attributes, and
 * roles that are mapped onto groups, scopes and the mappers of identity providers and clients.
 */
public final class RoleWriteGuard extends AdminWriteGuard {

  /** Mappers whose directory names what its users get, and so any role. */
  private static final Set<String> BY_NAME = Set.of("role-ldap-mapper", "group-ldap-mapper");

  private static final String COMPOSITES = "composites";

  @Override
  protected void onStart(KeycloakSession session) {
    RolesAtStart.note(session);
  }

  @Override
  protected void onWrite(KeycloakSession session, AdminEvent event) {
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm == null
        || event.getResourceType() == null
        || event.getOperationType() == OperationType.ACTION) {
      return;
    }
    RoleWrites writes = new RoleWrites(session, realm);
    NamedRoles roles = new NamedRoles(session, realm);
    boolean removes = event.getOperationType() == OperationType.DELETE;
    if (RequestPath.isPartialImport(session)) {
      imported(writes, roles, event);
      return;
    }
    switch (event.getResourceType()) {
      case REALM_ROLE, CLIENT_ROLE -> role(writes, roles, realm, event);
      case REALM_ROLE_MAPPING, CLIENT_ROLE_MAPPING -> {
        if (!event.getResourcePath().startsWith("users/")) {
          writes.requireOurs("The role of the group", roles.represented(json(event)));
        }
      }
      case REALM_SCOPE_MAPPING, CLIENT_SCOPE_MAPPING ->
          writes.requireOurs("The role of the scope", roles.represented(json(event)));
      case IDENTITY_PROVIDER_MAPPER, PROTOCOL_MAPPER, COMPONENT -> {
        if (!removes) {
          mappers(writes, roles, event);
        }
      }
      case CLIENT, CLIENT_SCOPE -> {
        if (!removes) {
          Stream<JsonNode> mappers = NamedRoles.elements(json(event).path("protocolMappers"));
          writes.requireOurs("A role of the mapper", roles.configured(mappers));
        }
      }
      case REALM, GROUP -> writes.defaultGroups();
      default -> {}
    }
  }

  private static void mappers(RoleWrites writes, NamedRoles roles, AdminEvent event) {
    JsonNode json = json(event);
    if (BY_NAME.contains(json.path("providerId").asText())) {
      writes.requireEverything("A mapper that gives roles by the names in a directory");
    }
    Stream<JsonNode> mappers = json.isArray() ? NamedRoles.elements(json) : Stream.of(json);
    writes.requireOurs("A role of the mapper", roles.configured(mappers));
  }

  /**
   * Events of an import are all about the realm; their path tells what was made. Of users, groups
   * and roles they do not tell which roles they were made with.
   */
  private static void imported(RoleWrites writes, NamedRoles roles, AdminEvent event) {
    String kind = event.getResourcePath().split("/", 2)[0];
    JsonNode made = json(event);
    if (kind.equals("mappers")) {
      writes.requireOurs("A role of the mapper", roles.configured(Stream.of(made)));
    } else if (made.has("clientId")) {
      Stream<JsonNode> mappers = NamedRoles.elements(made.path("protocolMappers"));
      writes.requireOurs("A role of the mapper", roles.configured(mappers));
    } else if (!kind.equals("identity-provider-settings")) {
      writes.requireEverything("An import of users, groups or roles");
    }
  }

  private static void role(
      RoleWrites writes, NamedRoles roles, RealmModel realm, AdminEvent event) {
    List<String> path = List.of(event.getResourcePath().split("/"));
    boolean composes = path.contains(COMPOSITES);
    if (event.getOperationType() == OperationType.DELETE && !composes) {
      // The model has an event of it.
      return;
    }
    List<RoleModel> changed = composes ? roles.represented(json(event)).toList() : List.of();
    Optional<RoleModel> role = role(realm, path, json(event).path("name").asText());
    if (role.isPresent()) {
      writes.composed(role.get(), changed);
    } else {
      writes.requireEverything("A role that cannot be found");
    }
  }

  /**
   * The role of {@code roles/<name>}, {@code roles-by-id/<id>} or {@code clients/<id>/roles/…}. A
   * name may have slashes, and the request may have given it another one.
   */
  private static Optional<RoleModel> role(RealmModel realm, List<String> path, String newName) {
    if (path.get(0).equals("roles-by-id") && path.size() > 1) {
      return Optional.ofNullable(realm.getRoleById(path.get(1)));
    }
    boolean ofClient = path.get(0).equals("clients") && path.size() > 3;
    RoleContainerModel container = ofClient ? realm.getClientById(path.get(1)) : realm;
    int start = ofClient ? 3 : 1;
    int end = path.contains(COMPOSITES) ? path.lastIndexOf(COMPOSITES) : path.size();
    if (container == null || end <= start) {
      return Optional.empty();
    }
    String name = String.join("/", path.subList(start, end));
    return Optional.ofNullable(container.getRole(newName))
        .or(() -> Optional.ofNullable(container.getRole(name)));
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
