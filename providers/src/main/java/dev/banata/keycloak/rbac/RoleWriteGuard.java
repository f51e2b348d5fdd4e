package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.compat.AdminWriteGuard;
import dev.banata.keycloak.compat.RequestPath;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;

/**
 * Judges what admins do to roles that the model publishes no event of: composites, attributes, and
 * roles that are mapped onto groups and scopes.
 */
public final class RoleWriteGuard extends AdminWriteGuard {

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
    RoleStrength strength = new RoleStrength(session, realm);
    NamedRoles roles = new NamedRoles(session, realm);
    if (RequestPath.isPartialImport(session)) {
      imported(strength, event);
      return;
    }
    switch (event.getResourceType()) {
      case REALM_ROLE, CLIENT_ROLE -> role(strength, roles, realm, event);
      case REALM_ROLE_MAPPING, CLIENT_ROLE_MAPPING -> {
        if (!event.getResourcePath().startsWith("users/")) {
          strength.require("The role of the group", roles.represented(WrittenEvent.json(event)));
        }
      }
      case REALM_SCOPE_MAPPING, CLIENT_SCOPE_MAPPING ->
          strength.require("The role of the scope", roles.represented(WrittenEvent.json(event)));
      case REALM, GROUP -> new DefaultGroups(realm, strength).changed();
      default -> {}
    }
  }

  /**
   * Events of an import are all about the realm; their path tells what was made. Of users, groups
   * and roles they do not tell which roles they were made with; {@link MapperWriteGuard} judges
   * mappers and clients.
   */
  private static void imported(RoleStrength strength, AdminEvent event) {
    String kind = event.getResourcePath().split("/", 2)[0];
    boolean isJudged =
        kind.equals("mappers")
            || kind.equals("identity-provider-settings")
            || WrittenEvent.json(event).has("clientId");
    if (!isJudged) {
      strength.requireEverything("An import of users, groups or roles");
    }
  }

  private static void role(
      RoleStrength strength, NamedRoles roles, RealmModel realm, AdminEvent event) {
    List<String> path = List.of(event.getResourcePath().split("/"));
    boolean composes = path.contains(COMPOSITES);
    if (event.getOperationType() == OperationType.DELETE && !composes) {
      // The model has an event of it.
      return;
    }
    JsonNode json = WrittenEvent.json(event);
    List<RoleModel> changed = composes ? roles.represented(json).toList() : List.of();
    Optional<RoleModel> role = role(realm, path, json.path("name").asText());
    if (role.isPresent()) {
      new RoleChanges(strength).composed(role.get(), changed);
    } else {
      strength.requireEverything("A role that cannot be found");
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

  @Override
  public String getId() {
    return "banata-role-writes";
  }
}
