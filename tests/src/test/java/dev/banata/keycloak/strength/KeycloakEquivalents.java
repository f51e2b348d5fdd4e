package dev.banata.keycloak.strength;

import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.Sample.Target;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What an admin would call at Keycloak's Admin REST API instead of an operation of ours. */
final class KeycloakEquivalents {

  /** Operations about what Keycloak does not have, or has only in parts of our making. */
  static final Set<String> OURS_ALONE =
      Set.of(
          // Answered for each admin with what they may see.
          "listProjects",
          "getProject",
          "createProject",
          "ensureDefaultProject",
          "createApiKey",
          "listApiKeys",
          "getApiKey",
          "updateApiKey",
          "rotateApiKey",
          "deleteApiKey",
          "verifyApiKey",
          "checkToken",
          "listEmailLog",
          "listEmailSuppressions",
          "addEmailSuppression",
          "removeEmailSuppression",
          // Keycloak knows them as roles of a client, and asks for roles about clients.
          "createPermission",
          "updatePermission",
          "deletePermission",
          "listResourceTypes",
          "createResourceType",
          "deleteResourceType",
          "myPermissions",
          "checkPermission",
          "checkPermissions",
          "previewBranding",
          "listEmailTemplates",
          "getEmailTemplate",
          "createEmailTemplate",
          "updateEmailTemplate",
          "deleteEmailTemplate",
          "resetEmailTemplate",
          "previewEmail",
          "listEmailTypes",
          "checkOrganizationSlug",
          "stopImpersonating");

  /** A call of the Admin REST API. */
  record Call(String method, String path, Object body) {

    Answer by(AdminRest admin) {
      return admin.http().send(method, admin.path(path), body);
    }
  }

  private static final Map<String, Function<Target, Call>> BY_OPERATION = new HashMap<>();

  static {
    put("updateProject", "PUT", target -> "", Map.of("displayName", "Renamed"));
    put("deleteProject", "DELETE", target -> "", null);
    put("getProjectSettings", "GET", target -> "", null);
    put("saveProjectSettings", "PUT", target -> "", Map.of("displayName", "Saved"));
    put("getBranding", "GET", target -> "", null);
    put("saveBranding", "PUT", target -> "", Map.of("displayName", "Saved"));
    put("uploadBranding", "PUT", target -> "", Map.of("displayName", "Saved"));
    put("getEmailProviders", "GET", target -> "", null);
    put("saveEmailProviders", "PUT", target -> "", Map.of("smtpServer", Map.of()));
    put("toggleEmailType", "PUT", target -> "", Map.of("displayName", "Saved"));
    put("sendEmail", "PUT", target -> "", Map.of("smtpServer", Map.of()));
    put("sendTestEmail", "PUT", target -> "", Map.of("smtpServer", Map.of()));
    users();
    clients();
    put("listRoles", "GET", target -> "/roles", null);
    fresh("createRole", "POST", target -> "/roles", () -> Map.of("name", TestProjects.unique("r")));
    put("updateRole", "PUT", target -> "/roles/offline_access", Map.of("name", "offline_access"));
    put("deleteRole", "DELETE", target -> "/roles/uma_authorization", null);
    put("listPermissions", "GET", target -> "/roles/super_admin/composites", null);
    organizations();
  }

  private KeycloakEquivalents() {}

  private static void users() {
    for (String operation : List.of("listUsers", "listUsersByQuery")) {
      put(operation, "GET", target -> "/users", null);
    }
    for (String operation : List.of("getUser", "getUserByQuery")) {
      put(operation, "GET", KeycloakEquivalents::user, null);
    }
    fresh(
        "createUser",
        "POST",
        target -> "/users",
        () -> Map.of("username", TestProjects.unique("u") + "@example.org"));
    for (String operation : List.of("updateUser", "banUser", "unbanUser")) {
      put(operation, "PUT", KeycloakEquivalents::user, Map.of("enabled", true));
    }
    put("removeUser", "DELETE", KeycloakEquivalents::user, null);
    put("setUserRole", "POST", target -> user(target) + "/role-mappings/realm", List.of());
    put(
        "setUserPassword",
        "PUT",
        target -> user(target) + "/reset-password",
        Map.of("type", "password", "value", "correct horse"));
    put("listUserAccounts", "GET", target -> user(target) + "/credentials", null);
    put("listUserSessions", "GET", target -> user(target) + "/sessions", null);
    put("hasPermission", "GET", target -> user(target) + "/role-mappings", null);
    put("revokeUserSession", "POST", target -> user(target) + "/logout", Map.of());
    put("revokeUserSessions", "POST", target -> user(target) + "/logout", Map.of());
    put("impersonateUser", "POST", target -> user(target) + "/impersonation", Map.of());
  }

  private static String user(Target target) {
    return "/users/" + target.userId();
  }

  private static void clients() {
    for (String operation : List.of("getClient", "listClients", "listClientViolations")) {
      put(operation, "GET", KeycloakEquivalents::client, null);
    }
    fresh(
        "createClient",
        "POST",
        target -> "/clients",
        () -> Map.of("clientId", TestProjects.unique("c")));
    put("updateClient", "PUT", KeycloakEquivalents::client, Map.of("name", "Renamed"));
    put("deleteClient", "DELETE", KeycloakEquivalents::client, null);
    put("rotateClientSecret", "POST", target -> client(target) + "/client-secret", Map.of());
    put("getRedirects", "GET", KeycloakEquivalents::client, null);
    put("saveRedirects", "PUT", KeycloakEquivalents::client, Map.of("name", "Renamed"));
  }

  private static String client(Target target) {
    return "/clients/" + target.clientId();
  }

  private static void organizations() {
    for (String operation : List.of("listOrganizations", "listOrganizationsByQuery")) {
      put(operation, "GET", target -> "/organizations", null);
    }
    for (String operation : List.of("getFullOrganization", "getFullOrganizationByQuery")) {
      put(operation, "GET", target -> organization(target) + "/members", null);
    }
    fresh(
        "createOrganization",
        "POST",
        target -> "/organizations",
        () -> {
          String name = TestProjects.unique("o");
          return Map.of("name", name, "domains", List.of(Map.of("name", name + ".example")));
        });
    put("updateOrganization", "PUT", KeycloakEquivalents::organization, Map.of("name", "Renamed"));
    put("deleteOrganization", "DELETE", KeycloakEquivalents::organization, null);
    for (String operation : List.of("listMembers", "listMembersByQuery")) {
      put(operation, "GET", target -> organization(target) + "/members", null);
    }
    put("addMember", "POST", target -> organization(target) + "/members", "\"nobody\"");
    put("updateMemberRole", "PUT", KeycloakEquivalents::organization, Map.of("name", "Renamed"));
    put(
        "removeMember",
        "DELETE",
        target -> organization(target) + "/members/" + target.organization().userId(),
        null);
    put("inviteMember", "PUT", KeycloakEquivalents::organization, Map.of("name", "Renamed"));
    put("cancelInvitation", "PUT", KeycloakEquivalents::organization, Map.of("name", "Renamed"));
    for (String operation : List.of("listInvitations", "listInvitationsByQuery")) {
      put(operation, "GET", target -> organization(target) + "/invitations", null);
    }
  }

  private static String organization(Target target) {
    return "/organizations/" + target.organization().id();
  }

  private static void put(
      String operation, String method, Function<Target, String> path, Object body) {
    BY_OPERATION.put(operation, target -> new Call(method, path.apply(target), body));
  }

  /** The same with another body each time. */
  private static void fresh(
      String operation, String method, Function<Target, String> path, Supplier<Object> body) {
    BY_OPERATION.put(operation, target -> new Call(method, path.apply(target), body.get()));
  }

  static Set<String> operations() {
    return BY_OPERATION.keySet();
  }

  /** The call about the things of a target. */
  static Call of(String operation, Target target) {
    return BY_OPERATION.get(operation).apply(target);
  }
}
