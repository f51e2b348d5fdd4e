package dev.banata.keycloak.outgoing;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Documents that hurt whoever reads them, callbacks, addresses, names and slugs of neighbours. */
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TenantsIT {

  private static final String USERS = "/api/auth/admin/";
  private static final String CLIENTS = "/api/auth/banata/clients/";
  private static final String ORGANIZATION = "/api/auth/organization/";

  private TestProjects projects;
  private TestProject project;

  @BeforeAll
  void start(TestServer server) {
    projects = new TestProjects(server);
    project = projects.create();
  }

  private static String deep(int levels) {
    return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  @Test
  void e4_metadataThatIsTooDeepIsRefused() {
    String user =
        "{\"email\":\"%s@example.org\",\"name\":\"A\",\"metadata\":%s}"
            .formatted(TestProjects.unique("u"), deep(998));

    Answer created = project.http().post(USERS + "create-user", user);

    assertAnswer(created).isRefused(400, "BODY_TOO_COMPLEX");
    assertAnswer(project.http().post(USERS + "list-users", Map.of())).isOk();
    assertAnswer(project.http().post(USERS + "list-users", "{\"x\":" + "[".repeat(99_000) + "}"))
        .isRefused(400, "BODY_TOO_COMPLEX");
    assertAnswer(
            project.http().post(USERS + "list-users", "{\"x\":[" + "1,".repeat(99_000) + "1]}"))
        .isRefused(400, "BODY_TOO_COMPLEX");
  }

  /** An attribute of Keycloak's can be anything. */
  @Test
  void e4_metadataThatSomebodyElseWroteIsReadWithLimits() {
    String id = project.newUser().get("id").asText();
    JsonNode user = project.adminRest().get("/users/" + id).expect(200).json();
    project
        .adminRest()
        .put(
            "/users/" + id,
            Map.of(
                "email", user.get("email").asText(),
                "attributes", Map.of("banata.metadata", List.of(deep(300)))))
        .expect(204);

    assertAnswer(project.http().post(USERS + "list-users", Map.of())).isOk();
    Answer read = project.http().post(USERS + "get-user", Map.of("userId", id)).expect(200);
    assertThat(read.body()).doesNotContain("{\"a\":{\"a\":{\"a\":");
  }

  @Test
  void e4_blocksAndVariablesOfTemplatesHaveADepth() {
    Answer blocks =
        project
            .http()
            .post(
                "/api/auth/banata/emails/templates/create",
                Map.of(
                    "name",
                    "Deep",
                    "slug",
                    TestProjects.unique("deep"),
                    "subject",
                    "Deep",
                    "blocksJson",
                    "[" + deep(900) + "]"));
    Answer variables =
        project
            .http()
            .post(
                "/api/auth/banata/emails/templates/create",
                Map.of(
                    "name", "Deep",
                    "slug", TestProjects.unique("deep"),
                    "subject", "Deep",
                    "blocksJson", "[]",
                    "variablesJson", "[{\"name\":\"a\",\"x\":" + deep(900) + "}]"));

    assertAnswer(blocks).isInvalid("blocksJson");
    assertThat(blocks.json().at("/errors/0/message").asText()).contains("32 levels");
    assertAnswer(variables).isInvalid("variablesJson");
  }

  @Test
  void e5_longSlugsAndDomainsAreInvalidAndNoFailure() {
    for (String unit : List.of("a.", "a-", "a")) {
      String text = unit.repeat(100_000 / unit.length()) + "a";
      assertAnswer(
              project
                  .http()
                  .post(
                      ORGANIZATION + "create",
                      Map.of("name", "A", "slug", "acme", "allowedEmailDomains", List.of(text))))
          .isInvalid("allowedEmailDomains");
      assertAnswer(project.http().post(ORGANIZATION + "create", Map.of("name", "A", "slug", text)))
          .isInvalid("slug");
      assertAnswer(
              project
                  .http()
                  .post(
                      "/api/auth/banata/config/permissions/create",
                      Map.of("name", "A", "slug", text)))
          .isInvalid("slug");
    }
    String permission = "a.".repeat(100_000) + "a";
    assertThat(
            project
                .http()
                .post(
                    USERS + "has-permission",
                    Map.of("permissions", Map.of(permission, List.of("x"))))
                .status())
        .isBetween(200, 422);
  }

  @Test
  void e5_aPictureThatUsesItselfAgainAndAgainIsRefused() {
    StringBuilder svg =
        new StringBuilder("<svg xmlns='http://www.w3.org/2000/svg'><rect id='a0' width='1'/>");
    for (int level = 1; level < 10; level++) {
      svg.append("<g id='a%d'>".formatted(level));
      svg.append("<use href='#a%d'/>".formatted(level - 1).repeat(10)).append("</g>");
    }
    String data =
        Base64.getEncoder()
            .encodeToString(svg.append("</svg>").toString().getBytes(StandardCharsets.UTF_8));

    assertAnswer(
            project
                .http()
                .post(
                    "/api/auth/banata/config/branding/upload",
                    Map.of("field", "logoUrl", "data", data)))
        .isInvalid("data");
  }

  private static Answer newClient(TestProject of, String callback) {
    return of.http()
        .post(
            CLIENTS + "create",
            Map.of(
                "clientId",
                TestProjects.unique("c"),
                "name",
                "Test",
                "type",
                "web",
                "redirectUris",
                List.of(callback)));
  }

  @Test
  void e6_aProductionProjectGetsItsCallback() {
    TestProject production = projects.create(Map.of("environment", "production"));
    TestProject development = projects.create();
    String callback = "https://" + TestProjects.unique("app") + ".example.com/cb";
    JsonNode taken = newClient(development, callback).expect(200).json().get("client");

    assertAnswer(newClient(production, callback)).isOk();

    JsonNode left =
        development
            .http()
            .post(CLIENTS + "get", Map.of("id", taken.get("id").asText()))
            .expect(200)
            .json();
    assertThat(left.toString()).doesNotContain(callback);
    Answer again = newClient(development, callback);
    assertAnswer(again).isInvalid("redirectUris");
    assertThat(again.json().at("/errors/0/code").asText()).isEqualTo("shared");
    assertThat(again.body()).doesNotContain(production.slug(), production.id(), "project", "prod");
  }

  @Test
  void e6_aProjectThatBecomesProductionGoesFirst() {
    TestProject one = projects.create();
    TestProject two = projects.create();
    String callback = "https://" + TestProjects.unique("app") + ".example.com/cb";
    newClient(one, callback).expect(200);
    JsonNode other = newClient(two, callback).expect(200).json().get("client");

    projects
        .admin()
        .http()
        .post(
            "/api/auth/banata/projects/update", Map.of("id", one.id(), "environment", "production"))
        .expect(200);

    assertThat(
            two.http()
                .post(CLIENTS + "get", Map.of("id", other.get("id").asText()))
                .expect(200)
                .body())
        .doesNotContain(callback);
  }

  @Test
  void e7_anAddressIsSuppressedInEverySpelling() throws IOException {
    try (StandIn mail = StandIn.mailServer("127.0.0.1", "250 ok")) {
      TestProject sender = projects.create();
      sender
          .adminRest()
          .update(
              Map.of(
                  "smtpServer",
                  Map.of(
                      "host", "127.0.0.1",
                      "port", Integer.toString(mail.port()),
                      "from", "a@example.org",
                      "allowutf8", "true")))
          .expect(204);
      sender
          .http()
          .post("/api/auth/banata/emails/suppressions/add", Map.of("email", "jane@bücher.example"))
          .expect(200);

      for (String spelling :
          List.of(
              "jane@bücher.example",
              "Jane@xn--bcher-kva.example",
              "ja\u200bne@bücher.example",
              "ja\u00adne@bücher.example",
              "\uff4a\uff41\uff4e\uff45@bücher.example",
              "jane@B\u00dcCHER.example")) {
        JsonNode answer =
            sender
                .http()
                .post("/api/auth/banata/emails/send", Map.of("to", spelling, "template", "welcome"))
                .expect(200)
                .json();
        assertThat(answer.get("success").asBoolean()).as(spelling).isFalse();
        assertThat(answer.get("error").asText()).as(spelling).contains("suppression list");
      }
      assertThat(mail.connections()).isZero();
    }
  }

  @Test
  void e7_audiencesAreInOneLine() {
    for (String audience : List.of("a\nb", "a\rb", "a\u2028b", "a\u0007", "a\u0085b")) {
      assertAnswer(
              project
                  .http()
                  .post(
                      CLIENTS + "create",
                      Map.of(
                          "clientId",
                          TestProjects.unique("c"),
                          "name",
                          "Test",
                          "type",
                          "web",
                          "allowedAudiences",
                          List.of("good", audience))))
          .isInvalid("allowedAudiences");
    }
  }

  @Test
  void e7_aLimitedKeyDoesNotLearnOthersSlugs() {
    String acme = project.adminRest().createOrganization(TestProjects.unique("acme"));
    String foreign = TestProjects.unique("globex");
    project.adminRest().createOrganization(foreign);
    Http limited = project.as(project.newKey(Map.of("organizationId", acme)));

    Answer taken = limited.post(ORGANIZATION + "check-slug", Map.of("slug", foreign));
    Answer free = limited.post(ORGANIZATION + "check-slug", Map.of("slug", foreign + "-x"));
    Answer moved =
        limited.post(
            ORGANIZATION + "update",
            Map.of("organizationId", acme, "data", Map.of("slug", foreign)));
    Answer away =
        limited.post(
            ORGANIZATION + "update",
            Map.of("organizationId", acme, "data", Map.of("slug", foreign + "-x")));

    assertThat(taken.status()).isEqualTo(free.status());
    assertThat(taken.body()).isEqualTo(free.body());
    assertThat(moved.status()).isEqualTo(away.status()).isEqualTo(403);
  }
}
