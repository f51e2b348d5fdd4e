package dev.banata.keycloak.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A project that sends mails, the way that Keycloak sends them. */
final class MailProject {

  static final String ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE";
  static final String DOMAIN = "mg.example.org";
  static final String FROM = "hello@example.org";

  private final TestProject project;

  MailProject(TestProjects projects) {
    this.project = projects.create();
  }

  TestProject project() {
    return project;
  }

  /** The secret of a provider; no other project has it. */
  String secret(String provider) {
    return provider + "-secret-" + project.slug();
  }

  Map<String, Object> account(String provider) {
    Map<String, Object> account = new HashMap<>();
    account.put("enabled", true);
    if (provider.equals("ses")) {
      account.put("accessKeyId", ACCESS_KEY_ID);
      account.put("secretAccessKey", secret(provider));
      account.put("region", "eu-central-1");
    } else {
      account.put("apiKey", secret(provider));
    }
    if (provider.equals("mailgun")) {
      account.put("domain", DOMAIN);
    }
    return account;
  }

  /** Sends by these from now on: the first is active, the others are for failover. */
  MailProject use(String... ids) {
    Map<String, Object> providers = new HashMap<>();
    for (String id : ids) {
      providers.put(id, account(id));
    }
    save(Map.of(
            "providers",
            providers,
            "activeProvider",
            ids[0],
            "failover",
            List.of(ids).subList(1, ids.length),
            "from",
            FROM,
            "fromName",
            "Acme, Inc."))
        .expect(200);
    return this;
  }

  Answer save(Map<String, Object> request) {
    return project.http().post("/api/auth/banata/config/email-providers/save", request);
  }

  JsonNode settings() {
    return project
        .http()
        .post("/api/auth/banata/config/email-providers/get", Map.of())
        .expect(200)
        .json();
  }

  /** Sends a user the mail with a link to set a password; a 204 means that it was sent. */
  Answer send(String email) {
    String user = project.newUser(Map.of("email", email, "name", "Ada Byron")).get("id").asText();
    return sendTo(user);
  }

  Answer sendTo(String userId) {
    return project
        .adminRest()
        .put("/users/" + userId + "/execute-actions-email", List.of("UPDATE_PASSWORD"));
  }

  static String newAddress() {
    return TestProjects.unique("jane") + "@example.com";
  }

  List<JsonNode> log(Map<String, Object> request) {
    List<JsonNode> rows = new ArrayList<>();
    list(request).get("data").forEach(rows::add);
    return rows;
  }

  JsonNode list(Map<String, Object> request) {
    return project.http().post("/api/auth/banata/emails/log/list", request).expect(200).json();
  }

  /** What became of the mail that was sent last. */
  JsonNode last() {
    return log(Map.of("limit", 1)).get(0);
  }

  Answer suppressions(String call, Map<String, Object> request) {
    return project.http().post("/api/auth/banata/emails/suppressions/" + call, request);
  }

  /** Sets an attribute of the realm, as an admin or Terraform would. */
  void setAttribute(String name, String value) {
    ObjectNode attributes =
        (ObjectNode) project.adminRest().get("").expect(200).json().get("attributes");
    attributes.put(name, value);
    project.adminRest().update(Map.of("attributes", attributes)).expect(204);
  }

  String attribute(String name) {
    return project.adminRest().get("").expect(200).json().at("/attributes/" + name).asText();
  }
}
