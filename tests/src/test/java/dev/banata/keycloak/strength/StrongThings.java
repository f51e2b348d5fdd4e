package dev.banata.keycloak.strength;

import dev.banata.keycloak.api.ApiOperation;
import dev.banata.keycloak.api.Sample.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The stronger things that there are for each kind of object, made when they are needed. */
final class StrongThings {

  /** Kinds that no strength is asked for, and why that is enough. */
  static final Map<String, String> WITHOUT_STRONGER =
      Map.of(
          "settings", "what the project shows, limits or switches: it hands out no rights",
          "project", "named by its own permission, or for admins only",
          "organization", "its settings: the rights of its members are of the kind member",
          "mail", "a mail to one address with a template as it is, which holds no token",
          "own", "an end user's own membership",
          "none", "changes nothing");

  /** Operations of the other kinds that make something which nobody has yet. */
  static final Map<String, String> MAKES_NOTHING_STRONG =
      Map.of("createPermission", "only super_admin has a new permission, and whoever had it named");

  private final StrongMaker make;
  private final StrongClients clients;

  /**
   * Prepares a project.
   *
   * @param slugs the built-in permissions
   */
  StrongThings(Target target, List<String> slugs) {
    make = new StrongMaker(target, slugs);
    clients = new StrongClients(make);
  }

  /** What is stronger than the callers, for an operation; null if nobody has thought of it. */
  Map<String, Supplier<Strong>> of(ApiOperation operation) {
    String id = operation.id();
    StrongRoles roles = new StrongRoles(make);
    StrongUsers users = new StrongUsers(make);
    StrongMembers members = new StrongMembers(make);
    StrongMail mail = new StrongMail(make);
    return switch (operation.object()) {
      case "key" -> new StrongKeys(make).keys(id);
      case "user" -> users.users(id);
      case "user-roles" -> users.rolesOfNewUsers();
      case "session" -> Map.of("session of an administrator", users::session);
      case "client" -> id.equals("createClient") ? clients.newClients() : clients.clients();
      case "default-client" -> clients.defaultClients();
      case "role" -> id.equals("createRole") ? roles.newRoles() : roles.roles(id);
      case "permission" -> id.equals("createPermission") ? Map.of() : roles.permissions();
      case "member" -> members.members(id);
      case "member-role" -> members.memberRoles(id);
      case "invitation" -> members.invitations();
      case "mail-route" -> Map.of("where the links to new passwords go", mail::mailRoute);
      case "mail-template" -> mail.templates(id);
      default -> null;
    };
  }

  /** A role of the catalogue that is composed of realm-admin in the console. */
  String managingRole() {
    return make.managingRole();
  }

  /** So that clients that are made later are no stronger than they should be. */
  void removeStrongScopesOfRealm() {
    clients.removeStrongScopesOfRealm();
  }
}
