package dev.banata.keycloak.api;

import dev.banata.keycloak.api.Sample.Target;
import dev.banata.keycloak.api.Sample.Uses;
import java.util.List;
import java.util.Map;

/** A sample for every operation. An operation without one fails the test. */
public final class Samples {

  private static final String SCOPE = "PROJECT_SCOPE_MISMATCH";
  private static final String NO_KEY = "API_KEY_NOT_FOUND";
  private static final String NO_CLIENT = "CLIENT_NOT_FOUND";
  private static final String NO_ROLE = "ROLE_NOT_FOUND";
  private static final String NO_PERMISSION = "PERMISSION_NOT_FOUND";
  private static final String NO_USER = "USER_NOT_FOUND";
  private static final String NO_ORGANIZATION = "ORGANIZATION_NOT_FOUND";
  private static final String NO_TEMPLATE = "TEMPLATE_NOT_FOUND";
  private static final String NO_INVITATION = "INVITATION_NOT_FOUND";

  /** {@code <svg xmlns='http://www.w3.org/2000/svg'/>} as Base64. */
  private static final String SVG = "PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnLz4=";

  private static final Map<String, Sample> BY_OPERATION =
      Map.ofEntries(
          Map.entry("listProjects", Sample.of(target -> Map.of())),
          Map.entry("getProject", Sample.of(Samples::ofProject).foreign(403, SCOPE)),
          Map.entry(
              "createProject",
              Sample.of(target -> Map.of("name", "New", "slug", TestProjects.unique("t")))
                  .adminsOnly()),
          Map.entry(
              "updateProject",
              Sample.of(target -> Map.of("id", target.project().id(), "name", "Renamed"))
                  .foreign(403, SCOPE)),
          Map.entry(
              "deleteProject",
              Sample.of(Samples::ofProject).foreign(403, SCOPE).uses(Uses.PROJECT)),
          Map.entry("ensureDefaultProject", Sample.of(target -> Map.of())),
          Map.entry("getProjectSettings", Sample.of(target -> Map.of())),
          Map.entry(
              "saveProjectSettings", Sample.of(target -> Map.of("projectDescription", "Saved"))),
          Map.entry(
              "createApiKey",
              Sample.of(
                  target -> Map.of("name", "New", "permissions", List.of(Target.PERMISSION)))),
          Map.entry("listApiKeys", Sample.of(target -> Map.of("includeRevoked", "true"))),
          Map.entry(
              "getApiKey",
              Sample.of(target -> Map.of("id", target.key().id())).foreign(404, NO_KEY)),
          Map.entry(
              "updateApiKey",
              Sample.of(target -> Map.of("keyId", target.key().id(), "name", "Renamed"))
                  .foreign(404, NO_KEY)),
          Map.entry("rotateApiKey", Sample.of(Samples::ofKey).foreign(404, NO_KEY)),
          Map.entry(
              "deleteApiKey",
              Sample.of(Samples::ofKey).foreign(404, NO_KEY).uses(Uses.USER_OR_KEY)),
          Map.entry("verifyApiKey", Sample.of(target -> Map.of("key", target.key().text()))),
          Map.entry("listUsers", Sample.of(target -> Map.of("limit", 2))),
          Map.entry("listUsersByQuery", Sample.of(target -> Map.of("limit", "2"))),
          Map.entry("getUser", Sample.of(Samples::ofUser).foreign(404, NO_USER)),
          Map.entry(
              "getUserByQuery",
              Sample.of(target -> Map.of("id", target.userId())).foreign(404, NO_USER)),
          Map.entry(
              "createUser",
              Sample.of(
                  target ->
                      Map.of("email", TestProjects.unique("new") + "@example.org", "name", "New"))),
          Map.entry(
              "updateUser",
              Sample.of(target -> Map.of("userId", target.userId(), "name", "Renamed"))
                  .foreign(404, NO_USER)),
          Map.entry(
              "removeUser",
              Sample.of(Samples::ofUser).foreign(404, NO_USER).uses(Uses.USER_OR_KEY)),
          Map.entry(
              "banUser",
              Sample.of(
                      target ->
                          Map.of(
                              "userId", target.userId(), "banReason", "Spam", "banExpiresIn", 60))
                  .foreign(404, NO_USER)
                  .uses(Uses.USER_OR_KEY)),
          Map.entry("unbanUser", Sample.of(Samples::ofUser).foreign(404, NO_USER)),
          Map.entry(
              "setUserRole",
              Sample.of(target -> Map.of("userId", target.userId(), "role", "user"))
                  .foreign(404, NO_USER)),
          Map.entry(
              "setUserPassword",
              Sample.of(target -> Map.of("userId", target.userId(), "newPassword", "correct horse"))
                  .foreign(404, NO_USER)),
          Map.entry("listUserAccounts", Sample.of(Samples::ofUser).foreign(404, NO_USER)),
          Map.entry("listUserSessions", Sample.of(Samples::ofUser).foreign(404, NO_USER)),
          Map.entry(
              "revokeUserSession",
              Sample.of(target -> Map.of("sessionId", target.project().newSession(target.userId())))
                  .foreign(404, "SESSION_NOT_FOUND")),
          Map.entry("revokeUserSessions", Sample.of(Samples::ofUser).foreign(404, NO_USER)),
          Map.entry("impersonateUser", Sample.of(Samples::ofUser).foreign(404, NO_USER)),
          Map.entry(
              "stopImpersonating",
              Sample.of(target -> Map.of()).always(400, "YOU_ARE_NOT_IMPERSONATING_ANYONE")),
          Map.entry(
              "hasPermission",
              Sample.of(
                      target ->
                          Map.of("userId", target.userId(), "permission", "organization.read"))
                  .foreign(404, NO_USER)),
          Map.entry(
              "checkToken",
              Sample.of(target -> Map.of("token", "a.b.c", "audience", "orders-api"))),
          Map.entry("getEmailProviders", Sample.of(target -> Map.of())),
          Map.entry(
              "saveEmailProviders",
              Sample.of(
                  target ->
                      Map.of(
                          "providers",
                          // Not enabled: tests of other things would send mails to it.
                          Map.of("resend", Map.of("enabled", false, "apiKey", "re_123456789012")),
                          "from",
                          "hello@example.org"))),
          Map.entry("listEmailLog", Sample.of(target -> Map.of("limit", 2))),
          Map.entry("listEmailSuppressions", Sample.of(target -> Map.of("limit", 2))),
          Map.entry(
              "addEmailSuppression", Sample.of(target -> Map.of("email", "gone@example.org"))),
          Map.entry(
              "removeEmailSuppression",
              Sample.of(target -> Map.of("id", newSuppression(target)))
                  .foreign(404, "EMAIL_SUPPRESSION_NOT_FOUND")),
          Map.entry("listClients", Sample.of(target -> Map.of("limit", 2))),
          Map.entry("listClientViolations", Sample.of(target -> Map.of("limit", 2))),
          Map.entry("getClient", Sample.of(Samples::ofClient).foreign(404, NO_CLIENT)),
          Map.entry(
              "createClient",
              Sample.of(
                  target ->
                      Map.of("clientId", TestProjects.unique("c"), "name", "New", "type", "web"))),
          Map.entry(
              "updateClient",
              Sample.of(target -> Map.of("id", target.clientId(), "name", "Renamed"))
                  .foreign(404, NO_CLIENT)),
          Map.entry("rotateClientSecret", Sample.of(Samples::ofClient).foreign(404, NO_CLIENT)),
          Map.entry(
              "deleteClient",
              Sample.of(Samples::ofClient).foreign(404, NO_CLIENT).uses(Uses.USER_OR_KEY)),
          Map.entry("listRoles", Sample.of(target -> Map.of())),
          Map.entry(
              "createRole",
              Sample.of(
                  target ->
                      Map.of(
                          "name",
                          "New",
                          "slug",
                          TestProjects.unique("r"),
                          "permissions",
                          List.of(Target.PERMISSION)))),
          Map.entry(
              "updateRole",
              Sample.of(
                      target ->
                          Map.of("id", CatalogueThings.of(target).roleId(), "name", "Renamed"))
                  .foreign(404, NO_ROLE)),
          Map.entry(
              "deleteRole",
              Sample.of(target -> Map.of("id", CatalogueThings.of(target).roleId()))
                  .foreign(404, NO_ROLE)
                  .uses(Uses.USER_OR_KEY)),
          Map.entry("listPermissions", Sample.of(target -> Map.of())),
          Map.entry(
              "createPermission",
              Sample.of(target -> Map.of("name", "New", "slug", TestProjects.unique("r") + ".do"))),
          Map.entry(
              "updatePermission",
              Sample.of(
                      target ->
                          Map.of(
                              "id", CatalogueThings.of(target).permissionId(), "name", "Renamed"))
                  .foreign(404, NO_PERMISSION)),
          Map.entry(
              "deletePermission",
              Sample.of(target -> Map.of("id", CatalogueThings.of(target).permissionId()))
                  .foreign(404, NO_PERMISSION)
                  .uses(Uses.USER_OR_KEY)),
          Map.entry("listResourceTypes", Sample.of(target -> Map.of())),
          Map.entry(
              "createResourceType",
              Sample.of(target -> Map.of("name", "New", "slug", TestProjects.unique("r")))),
          Map.entry(
              "deleteResourceType",
              Sample.of(target -> Map.of("id", CatalogueThings.of(target).resourceTypeId()))
                  .foreign(404, "RESOURCE_TYPE_NOT_FOUND")
                  .uses(Uses.USER_OR_KEY)),
          Map.entry("myPermissions", Sample.of(Samples::ofUser).foreign(404, NO_USER)),
          Map.entry(
              "checkPermission",
              Sample.of(
                      target -> Map.of("userId", target.userId(), "permission", Target.PERMISSION))
                  .foreign(404, NO_USER)),
          Map.entry(
              "checkPermissions",
              Sample.of(
                      target ->
                          Map.of(
                              "userId", target.userId(), "permissions", List.of(Target.PERMISSION)))
                  .foreign(404, NO_USER)),
          Map.entry("getRedirects", Sample.of(target -> Map.of())),
          Map.entry(
              "saveRedirects",
              Sample.of(
                  target -> Map.of("config", Map.of("appHomepage", "https://app.example.com/")))),
          Map.entry(
              "getPublicConfig", Sample.of(target -> Map.of("clientId", target.project().slug()))),
          Map.entry("getBranding", Sample.of(target -> Map.of())),
          Map.entry(
              "saveBranding",
              Sample.of(target -> Map.of("primaryColor", "#0f766e", "supportUrl", ""))),
          Map.entry("uploadBranding", Sample.of(target -> Map.of("field", "logoUrl", "data", SVG))),
          Map.entry("previewBranding", Sample.of(target -> Map.of("page", "sign-in"))),
          Map.entry("listOrganizations", Sample.of(target -> Map.of("limit", 2))),
          Map.entry("listOrganizationsByQuery", Sample.of(target -> Map.of("limit", "2"))),
          Map.entry(
              "getFullOrganization",
              Sample.of(Samples::ofOrganization).foreign(404, NO_ORGANIZATION)),
          Map.entry(
              "getFullOrganizationByQuery",
              Sample.of(Samples::ofOrganization).foreign(404, NO_ORGANIZATION)),
          Map.entry("createOrganization", Sample.of(target -> Map.of("name", "New"))),
          Map.entry(
              "updateOrganization",
              Sample.of(
                      target ->
                          Map.of(
                              "organizationId",
                              target.organization().id(),
                              "data",
                              Map.of("requireMfa", false)))
                  .foreign(404, NO_ORGANIZATION)),
          Map.entry(
              "deleteOrganization",
              Sample.of(Samples::ofOrganization)
                  .foreign(404, NO_ORGANIZATION)
                  .uses(Uses.USER_OR_KEY)),
          Map.entry(
              "checkOrganizationSlug",
              Sample.of(target -> Map.of("slug", TestProjects.unique("o")))),
          Map.entry(
              "listMembers", Sample.of(Samples::ofOrganization).foreign(404, NO_ORGANIZATION)),
          Map.entry(
              "listMembersByQuery",
              Sample.of(Samples::ofOrganization).foreign(404, NO_ORGANIZATION)),
          Map.entry(
              "addMember",
              Sample.of(
                      target ->
                          Map.of(
                              "organizationId",
                              target.organization().id(),
                              "userId",
                              target.userId()))
                  .foreign(404, NO_ORGANIZATION)
                  .uses(Uses.USER_OR_KEY)),
          Map.entry(
              "updateMemberRole",
              Sample.of(
                      target ->
                          Map.of(
                              "organizationId",
                              target.organization().id(),
                              "memberIdOrUserId",
                              target.organization().memberId(),
                              "role",
                              "member"))
                  .foreign(404, NO_ORGANIZATION)),
          Map.entry(
              "removeMember",
              Sample.of(
                      target ->
                          Map.of(
                              "organizationId",
                              target.organization().id(),
                              "memberIdOrUserId",
                              target.organization().memberId()))
                  .foreign(404, NO_ORGANIZATION)
                  .uses(Uses.USER_OR_KEY)),
          Map.entry(
              "inviteMember",
              Sample.of(
                      target ->
                          Map.of(
                              "organizationId",
                              target.organization().id(),
                              "email",
                              TestProjects.unique("i") + "@example.org",
                              "role",
                              "member"))
                  .foreign(404, NO_ORGANIZATION)),
          Map.entry(
              "cancelInvitation",
              Sample.of(target -> Map.of("invitationId", target.organization().invitationId()))
                  .foreign(404, NO_INVITATION)
                  .uses(Uses.USER_OR_KEY)),
          Map.entry(
              "listInvitations", Sample.of(Samples::ofOrganization).foreign(404, NO_ORGANIZATION)),
          Map.entry(
              "listInvitationsByQuery",
              Sample.of(Samples::ofOrganization).foreign(404, NO_ORGANIZATION)),
          Map.entry("leaveOrganization", Sample.of(Samples::ofOrganization)),
          Map.entry("getActiveMember", Sample.of(target -> Map.of())),
          Map.entry("getActiveMemberRole", Sample.of(Samples::ofOrganization)),
          Map.entry("setActiveOrganization", Sample.of(Samples::ofOrganization)),
          Map.entry("acceptInvitation", Sample.of(Samples::ofInvitation)),
          Map.entry("rejectInvitation", Sample.of(Samples::ofInvitation)),
          Map.entry(
              "getInvitation",
              Sample.of(target -> Map.of("id", target.organization().invitationOfMember()))),
          Map.entry("listUserInvitations", Sample.of(target -> Map.of())),
          Map.entry("listEmailTemplates", Sample.of(target -> Map.of("limit", 2))),
          Map.entry("getEmailTemplate", Sample.of(target -> Map.of("idOrSlug", "welcome"))),
          Map.entry(
              "createEmailTemplate",
              Sample.of(target -> EmailThings.template(TestProjects.unique("e")))),
          Map.entry(
              "updateEmailTemplate",
              Sample.of(target -> Map.of("id", EmailThings.templateOf(target), "name", "Renamed"))
                  .foreign(404, NO_TEMPLATE)),
          Map.entry(
              "deleteEmailTemplate",
              Sample.of(target -> Map.of("id", EmailThings.templateOf(target)))
                  .foreign(404, NO_TEMPLATE)
                  .uses(Uses.USER_OR_KEY)),
          Map.entry(
              "resetEmailTemplate",
              Sample.of(target -> Map.of("id", EmailThings.welcomeOf(target)))
                  .foreign(404, NO_TEMPLATE)),
          Map.entry(
              "sendEmail",
              Sample.of(target -> Map.of("to", "nobody@example.org", "template", "welcome"))),
          Map.entry("previewEmail", Sample.of(target -> Map.of("template", "welcome"))),
          Map.entry("sendTestEmail", Sample.of(target -> Map.of("to", "nobody@example.org"))),
          Map.entry("listEmailTypes", Sample.of(target -> Map.of())),
          Map.entry(
              "toggleEmailType", Sample.of(target -> Map.of("id", "welcome", "enabled", true))),
          Map.entry("getOpenApi", Sample.of(target -> Map.of())));

  private Samples() {}

  public static Sample of(ApiOperation operation) {
    Sample sample = BY_OPERATION.get(operation.id());
    if (sample == null) {
      throw new AssertionError("Samples has none for the operation " + operation.id());
    }
    return sample;
  }

  static Iterable<String> operationIds() {
    return BY_OPERATION.keySet();
  }

  private static Map<String, Object> ofProject(Target target) {
    return Map.of("id", target.project().id());
  }

  private static Map<String, Object> ofKey(Target target) {
    return Map.of("keyId", target.key().id());
  }

  private static Map<String, Object> ofClient(Target target) {
    return Map.of("id", target.clientId());
  }

  private static Map<String, Object> ofUser(Target target) {
    return Map.of("userId", target.userId());
  }

  private static Map<String, Object> ofOrganization(Target target) {
    return Map.of("organizationId", target.organization().id());
  }

  private static String newSuppression(Target target) {
    return target
        .project()
        .http()
        .post(
            "/api/auth/banata/emails/suppressions/add",
            Map.of("email", TestProjects.unique("s") + "@example.org"))
        .expect(200)
        .json()
        .get("id")
        .asText();
  }

  /** One that the organization's member has got to another organization. */
  private static Map<String, Object> ofInvitation(Target target) {
    return Map.of("invitationId", target.organization().invitationOfMember());
  }
}
