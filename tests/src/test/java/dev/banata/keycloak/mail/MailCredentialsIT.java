package dev.banata.keycloak.mail;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A credential of mail stays with what it is for: who names another destination gives it again. */
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MailCredentialsIT {

  private static final String SAVE = "/api/auth/banata/config/email-providers/save";
  private static final String MASK = "**********";

  private static final Map<String, String> TOKEN =
      Map.of(
          "host", "127.0.0.1",
          "port", "587",
          "from", "a@example.org",
          "auth", "true",
          "authType", "token",
          "user", "ada",
          "authTokenUrl", "http://127.0.0.1:1/token",
          "authTokenClientId", "mail",
          "authTokenClientSecret", "client-secret",
          "authTokenScope", "smtp");

  private static final Map<String, String> PASSWORD =
      Map.of(
          "host", "127.0.0.1",
          "port", "587",
          "from", "a@example.org",
          "auth", "true",
          "user", "ada",
          "password", "the-password");

  private TestProjects projects;

  @BeforeAll
  void start(TestServer server) {
    projects = new TestProjects(server);
  }

  private TestProject with(Map<String, String> smtp) {
    TestProject project = projects.create();
    project.adminRest().update(Map.of("smtpServer", smtp)).expect(204);
    return project;
  }

  private static JsonNode smtp(TestProject project) {
    return project.adminRest().get("").expect(200).json().get("smtpServer");
  }

  private static Answer save(TestProject project, Map<String, Object> smtp) {
    return project.http().post(SAVE, Map.of("providers", Map.of("smtp", smtp)));
  }

  @Test
  void s3_theClientOfAccessTokensDoesNotFollowToAnotherServer() {
    for (Map<String, Object> elsewhere :
        List.<Map<String, Object>>of(
            Map.of("enabled", true, "host", "mail.example.com", "port", 587, "username", "ada"),
            Map.of("enabled", true, "host", "127.0.0.1", "port", 25, "username", "ada"),
            Map.of("enabled", true, "host", "127.0.0.1", "port", 587, "username", "eve"))) {
      TestProject project = with(TOKEN);

      assertAnswer(save(project, elsewhere)).isInvalid("providers.smtp.password");

      assertThat(smtp(project).get("host").asText()).isEqualTo("127.0.0.1");
      Map<String, Object> withPassword = new HashMap<>(elsewhere);
      withPassword.put("password", "of my own");
      assertAnswer(save(project, withPassword)).isOk();
      assertThat(smtp(project).fieldNames())
          .toIterable()
          .noneMatch(name -> name.startsWith("authToken"));
      assertThat(smtp(project).get("authType").asText()).isEqualTo("basic");
    }
  }

  @Test
  void s3_withoutAUserNothingIsKept() {
    TestProject project = with(TOKEN);

    assertAnswer(save(project, Map.of("enabled", true, "host", "mail.example.com"))).isOk();

    assertThat(smtp(project).toString()).doesNotContain("authToken", "client-secret");
  }

  @Test
  void s3_theSameServerKeepsItsCredentials() {
    TestProject project = with(TOKEN);

    assertAnswer(
            save(
                project,
                Map.of("enabled", true, "host", "127.0.0.1", "port", 587, "username", "ada")))
        .isOk();

    assertThat(smtp(project).get("authType").asText()).isEqualTo("token");
    assertThat(smtp(project).get("authTokenClientId").asText()).isEqualTo("mail");
  }

  @Test
  void s3_aKeyDoesNotFollowToAnotherRegionOrDomain() {
    TestProject project = projects.create();
    Map<String, Object> mailgun = new HashMap<>();
    mailgun.put("enabled", true);
    mailgun.put("apiKey", "key-1234567890");
    mailgun.put("domain", "mg.example.org");
    mailgun.put("region", "us");
    Map<String, Object> request =
        Map.of("providers", Map.of("mailgun", mailgun), "from", "a@example.org");
    project.http().post(SAVE, request).expect(200);
    mailgun.remove("apiKey");
    assertAnswer(project.http().post(SAVE, request)).isOk();

    for (Map.Entry<String, Object> change :
        Map.<String, Object>of("region", "eu", "domain", "other.example.org").entrySet()) {
      Map<String, Object> elsewhere = new HashMap<>(mailgun);
      elsewhere.put(change.getKey(), change.getValue());
      assertAnswer(project.http().post(SAVE, Map.of("providers", Map.of("mailgun", elsewhere))))
          .isInvalid("providers.mailgun.apiKey");
    }
    mailgun.put("region", "eu");
    mailgun.put("apiKey", "key-1234567890");
    assertAnswer(project.http().post(SAVE, request)).isOk();
    // Without a region it is the usual one.
    mailgun.remove("region");
    mailgun.remove("apiKey");
    assertAnswer(project.http().post(SAVE, request)).isInvalid("providers.mailgun.apiKey");
  }

  /** The console sends the mask for a secret that it was not shown. */
  @Test
  void s3_keycloaksConsoleDoesNotTakeASecretElsewhere() {
    for (Map<String, String> change :
        List.of(
            Map.of("host", "mail.example.com"),
            Map.of("port", "25"),
            Map.of("user", "eve"),
            Map.of("starttls", "true"))) {
      TestProject project = with(PASSWORD);
      Map<String, String> masked = new HashMap<>(PASSWORD);
      masked.put("password", MASK);
      project.adminRest().update(Map.of("smtpServer", masked)).expect(204);
      masked.putAll(change);

      Answer refused = project.adminRest().update(Map.of("smtpServer", masked));

      assertThat(refused.status()).as(change + " " + refused).isEqualTo(400);
      assertThat(refused.body()).contains("again");
      assertThat(smtp(project).get("host").asText()).isEqualTo("127.0.0.1");
      masked.put("password", "of my own");
      project.adminRest().update(Map.of("smtpServer", masked)).expect(204);
    }
    TestProject project = with(TOKEN);
    Map<String, String> masked = new HashMap<>(TOKEN);
    masked.put("authTokenClientSecret", MASK);
    project.adminRest().update(Map.of("smtpServer", masked)).expect(204);
    masked.put("authTokenUrl", "http://127.0.0.1:2/token");
    assertThat(project.adminRest().update(Map.of("smtpServer", masked)).status()).isEqualTo(400);
  }

  /** The console's test of a mail server sends the mask, too. */
  @Test
  void s3_aTestOfTheMailServerDoesNotTakeASecretElsewhere() throws IOException {
    for (Map<String, String> change :
        List.of(Map.of("authTokenUrl", "http://127.0.0.1:%d/"), Map.of("starttls", "true"))) {
      try (ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
        TestProject project = with(TOKEN);
        TestProjects.TestAdmin admin = projects.newAdmin();
        projects.master().grantClientRole(admin.id(), project.slug() + "-realm", "manage-realm");
        Map<String, String> masked = new HashMap<>(TOKEN);
        masked.put("authTokenClientSecret", MASK);
        change.forEach(
            (name, value) -> masked.put(name, value.formatted(elsewhere.getLocalPort())));

        new AdminRest(admin.session(), project.slug())
            .post("/testSMTPConnection", masked)
            .expect(500);

        JsonNode log =
            project
                .http()
                .post("/api/auth/banata/emails/log/list", Map.of())
                .expect(200)
                .json()
                .at("/data/0/error");
        assertThat(log.asText()).contains("enter its secret again");
        elsewhere.setSoTimeout(1);
        assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
      }
    }
  }
}
