package dev.banata.keycloak.api;

import dev.banata.keycloak.api.Sample.Target;
import dev.banata.keycloak.api.Sample.Uses;
import java.util.List;
import java.util.Map;

/** A sample for every operation. An operation without one fails the test. */
final class Samples {

  private static final String SCOPE = "PROJECT_SCOPE_MISMATCH";
  private static final String NO_KEY = "API_KEY_NOT_FOUND";
  private static final String NO_CLIENT = "CLIENT_NOT_FOUND";
  private static final String NO_USER = "USER_NOT_FOUND";

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
              "checkToken",
              Sample.of(target -> Map.of("token", "a.b.c", "audience", "orders-api"))),
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
          Map.entry("getRedirects", Sample.of(target -> Map.of())),
          Map.entry(
              "saveRedirects",
              Sample.of(
                  target -> Map.of("config", Map.of("appHomepage", "https://app.example.com/")))),
          Map.entry(
              "getPublicConfig", Sample.of(target -> Map.of("clientId", target.project().slug()))),
          Map.entry("getOpenApi", Sample.of(target -> Map.of())));

  private Samples() {}

  static Sample of(ApiOperation operation) {
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
}
