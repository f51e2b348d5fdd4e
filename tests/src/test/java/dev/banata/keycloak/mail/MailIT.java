package dev.banata.keycloak.mail;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.mail.ProviderStandIn.Answer;
import dev.banata.keycloak.mail.ProviderStandIn.Request;
import dev.banata.keycloak.server.Http;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails of Keycloak, sent by the providers of a project: to stand-ins that check what they get. */
@Tag("postgres")
@ExtendWith(MailServerExtension.class)
final class MailIT {

  private static final String ERROR = "error";
  private static final String STATUS = "status";

  private final MailServer server;
  private final TestProjects projects;

  MailIT(MailServer server) {
    this.server = server;
    this.projects = new TestProjects(server.keycloak());
  }

  @BeforeEach
  void forget() {
    server.forget();
  }

  private MailProject project(String... providers) {
    return new MailProject(projects).use(providers);
  }

  private Request only(String provider) {
    assertThat(server.provider(provider).requests()).hasSize(1);
    return server.provider(provider).requests().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resend", "sendgrid", "ses", "mailgun", "postmark"})
  void aMailGoesOutAsTheProviderDocuments(String provider) throws GeneralSecurityException {
    MailProject project = project(provider);
    String address = MailProject.newAddress();

    project.send(address).expect(204);

    JsonNode row = project.last();
    assertThat(row.get(STATUS).asText()).isEqualTo("sent");
    assertThat(row.get("provider").asText()).isEqualTo(provider);
    assertThat(row.get("messageId").asText()).isEqualTo("id-of-" + provider);
    assertThat(row.get("to").asText()).isEqualTo("j***@example.com");
    assertThat(row.get("id").asText()).startsWith("emsg_");
    assertThat(row.get(ERROR).isNull()).isTrue();
    Request request = only(provider);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("User-Agent")).isEqualTo("banata-keycloak");
    switch (provider) {
      case "resend" -> {
        assertThat(request.path()).isEqualTo("/emails");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + project.secret(provider));
        assertThat(request.header("Idempotency-Key")).isEqualTo(row.get("id").asText());
        assertThat(request.json().get("from").asText())
            .isEqualTo("\"Acme, Inc.\" <hello@example.org>");
        assertThat(request.json().at("/to/0").asText()).isEqualTo(address);
        assertThat(request.json().get("html").asText()).contains("/action-token?");
      }
      case "sendgrid" -> {
        assertThat(request.path()).isEqualTo("/v3/mail/send");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + project.secret(provider));
        assertThat(request.json().at("/personalizations/0/to/0/email").asText()).isEqualTo(address);
        assertThat(request.json().at("/from/name").asText()).isEqualTo("Acme, Inc.");
      }
      case "ses" -> {
        assertThat(request.path()).isEqualTo("/v2/email/outbound-emails");
        assertThat(request.json().at("/Destination/ToAddresses/0").asText()).isEqualTo(address);
        assertThat(
                SesSignature.isValid(
                    request, MailProject.ACCESS_KEY_ID, project.secret(provider), "eu-central-1"))
            .isTrue();
        assertThat(
                SesSignature.isValid(request, MailProject.ACCESS_KEY_ID, "another", "eu-central-1"))
            .isFalse();
      }
      case "mailgun" -> {
        assertThat(request.path()).isEqualTo("/v3/" + MailProject.DOMAIN + "/messages");
        String credentials = "api:" + project.secret(provider);
        assertThat(request.header("Authorization"))
            .isEqualTo(
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        assertThat(request.header("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(request.body()).contains("name=\"to\"\r\n\r\n" + address + "\r\n");
      }
      default -> {
        assertThat(request.path()).isEqualTo("/email");
        assertThat(request.header("X-Postmark-Server-Token")).isEqualTo(project.secret(provider));
        assertThat(request.json().get("MessageStream").asText()).isEqualTo("outbound");
        assertThat(request.json().get("To").asText()).isEqualTo(address);
      }
    }
  }

  /** Keycloak rolls its transaction back and answers 500; the row is there all the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resend   | 403 | {'message':'The domain is not verified.'} | Resend refused the mail: 403",
        "sendgrid | 401 | {'errors':[{'message':'Bad key KEY of jane.doe@example.com'}]} | SendGrid refused the mail: 401",
        "ses      | 403 | {'message':'The security token is invalid.'} | Amazon SES refused the mail: 403",
        "mailgun  | 401 | Forbidden | Mailgun refused the mail: 401",
        "postmark | 422 | {'ErrorCode':300,'Message':'Invalid From.'} | Postmark refused the mail: 422",
      })
  void whatAProviderSaysIsOneClearMessage(
      String provider, int status, String body, String message) {
    MailProject project = project(provider);
    server.provider(provider).answers(status, body.replace("KEY", project.secret(provider)));

    String answer = project.send(MailProject.newAddress()).expect(500).body();

    assertThat(project.last().get(ERROR).asText()).startsWith(message);
    assertThat(project.last().toString()).doesNotContain("not verified", "Bad key", "token is");
    assertThat(project.last().get(STATUS).asText()).isEqualTo("failed");
    assertThat(answer).doesNotContain(project.secret(provider));
    only(provider);
  }

  @Test
  void theNextProviderSendsWhatTheFirstOneRefused() {
    MailProject project = project("resend", "sendgrid", "postmark");
    server.provider("resend").answers(429, "{'message':'Too many requests.'}");
    server.provider("sendgrid").stop();
    try {
      project.send(MailProject.newAddress()).expect(204);
    } finally {
      server.provider("sendgrid").start();
    }

    assertThat(project.last().get("provider").asText()).isEqualTo("postmark");
    only("resend");
    only("postmark");
  }

  @Test
  void aProviderThatIsNotListedIsNotTried() {
    MailProject project = project("resend", "postmark");
    project.save(Map.of("failover", List.of())).expect(200);
    server.provider("resend").answers(400, "{'message':'No.'}");

    project.send(MailProject.newAddress()).expect(500);

    assertThat(server.provider("postmark").requests()).isEmpty();
  }

  /** It may have been sent: nobody else gets it, and the caller hears of it in time. */
  @Test
  void aMailThatAProviderTookWithoutAnAnswerIsNotSentAgain() {
    MailProject project = project("postmark", "sendgrid");
    server.provider("postmark").hangs();
    long begin = System.nanoTime();

    project.send(MailProject.newAddress()).expect(500);

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(14));
    assertThat(project.last().get(STATUS).asText()).isEqualTo("unknown");
    assertThat(project.last().get(ERROR).asText()).startsWith("Postmark did not answer");
    only("postmark");
    assertThat(server.provider("sendgrid").requests()).isEmpty();
  }

  @Test
  void aServerErrorIsNotSentAgain() {
    MailProject project = project("sendgrid", "postmark");
    server.provider("sendgrid").answers(500, "");

    project.send(MailProject.newAddress()).expect(500);

    assertThat(project.last().get(STATUS).asText()).isEqualTo("unknown");
    assertThat(server.provider("postmark").requests()).isEmpty();
  }

  @Test
  void aProviderThatKnowsTheKeyIsAskedAgain() {
    MailProject project = project("resend", "sendgrid");
    server.provider("resend").answers(500, "{'message':'Oops.'}").hangs();

    project.send(MailProject.newAddress()).expect(204);

    List<Request> requests = server.provider("resend").requests();
    assertThat(requests).hasSize(3);
    assertThat(requests.stream().map(request -> request.header("Idempotency-Key")).distinct())
        .containsExactly(project.last().get("id").asText());
    assertThat(server.provider("sendgrid").requests()).isEmpty();
  }

  @Test
  void redirectsAreNotFollowed() {
    MailProject project = project("resend");
    server
        .provider("resend")
        .answers(new Answer(307, Map.of("Location", server.provider("postmark").url() + "/x"), ""));

    project.send(MailProject.newAddress()).expect(500);

    assertThat(project.last().get(ERROR).asText()).isEqualTo("Resend refused the mail: 307");
    assertThat(server.provider("postmark").requests()).isEmpty();
  }

  @Test
  void smtpIsOneOfTheProviders() throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    try {
      mail.setUser("ada", "ada", "smtp-secret");
      MailProject project = project("resend");
      int port = mail.getSmtp().getPort();
      Map<String, Object> smtp =
          Map.of(
              "enabled", true,
              "host", "127.0.0.1",
              "port", port,
              "username", "ada",
              "password", "smtp-secret");
      JsonNode saved =
          project
              .save(Map.of("providers", Map.of("smtp", smtp), "failover", List.of("smtp")))
              .expect(200)
              .json();
      assertThat(saved.at("/providers/smtp/hasPassword").asBoolean()).isTrue();
      assertThat(saved.toString()).doesNotContain("smtp-secret");
      server.provider("resend").answers(403, "{'message':'No.'}");
      String address = MailProject.newAddress();

      project.send(address).expect(204);

      assertThat(project.last().get("provider").asText()).isEqualTo("smtp");
      assertThat(mail.getReceivedMessages()).hasSize(1);
      assertThat(mail.getReceivedMessages()[0].getAllRecipients()[0]).hasToString(address);
      assertThat(mail.getReceivedMessages()[0].getFrom()[0])
          .hasToString("\"Acme, Inc.\" <hello@example.org>");
      // The password does not go to another server.
      assertAnswer(
              project.save(
                  Map.of(
                      "providers",
                      Map.of(
                          "smtp",
                          Map.of(
                              "enabled",
                              true,
                              "host",
                              "localhost",
                              "port",
                              port,
                              "username",
                              "ada")))))
          .isInvalid("providers.smtp.password");
      // Keycloak's own settings are where they always were.
      JsonNode realm = project.project().adminRest().get("").expect(200).json();
      assertThat(realm.at("/smtpServer/host").asText()).isEqualTo("127.0.0.1");
      assertThat(realm.at("/smtpServer/from").asText()).isEqualTo(MailProject.FROM);
      mail.stop();
      server.provider("resend").answers(403, "{'message':'No.'}");
      project.send(MailProject.newAddress()).expect(500);
      assertThat(project.last().get(ERROR).asText()).endsWith("; SMTP cannot be reached");
    } finally {
      mail.stop();
    }
  }

  @Test
  void theAdminRealmSendsAsKeycloakDoes() throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    try {
      projects
          .master()
          .update(
              Map.of(
                  "smtpServer",
                  Map.of(
                      "host", "127.0.0.1",
                      "port", Integer.toString(mail.getSmtp().getPort()),
                      "from", "root@example.org")))
          .expect(204);
      String user = projects.master().createUser(TestProjects.unique("a"), "pass word", Map.of());
      projects
          .master()
          .put("/users/" + user + "/execute-actions-email", List.of("UPDATE_PASSWORD"))
          .expect(204);

      assertThat(mail.getReceivedMessages()).hasSize(1);
    } finally {
      mail.stop();
    }
  }

  @Test
  void invitationsAreMailedWithoutAMailServer() {
    MailProject project = project("resend");
    JsonNode organization =
        project
            .project()
            .http()
            .post("/api/auth/organization/create", Map.of("name", "Acme"))
            .expect(200)
            .json();
    String address = MailProject.newAddress();
    project
        .project()
        .http()
        .post(
            "/api/auth/organization/invite-member",
            Map.of(
                "organizationId",
                organization.get("id").asText(),
                "email",
                address,
                "role",
                "member"))
        .expect(200);

    assertThat(only("resend").json().at("/to/0").asText()).isEqualTo(address);
  }

  @Test
  void aProjectSendsOnlySoManyMailsAnHour() {
    MailProject project = project("resend");
    project.setAttribute("banata.email.max-per-hour", "2");
    String user = project.project().newUser().get("id").asText();
    project.sendTo(user).expect(204);
    server.provider("resend").answers(403, "{'message':'Is not counted.'}");
    project.sendTo(user).expect(500);
    project.sendTo(user).expect(204);

    project.sendTo(user).expect(500);

    assertThat(project.last().get(STATUS).asText()).isEqualTo("failed");
    assertThat(project.last().get(ERROR).asText())
        .isEqualTo(
            "The project has reached its limit of 2 mails an hour"
                + " (realm attribute banata.email.max-per-hour).");
    assertThat(server.provider("resend").requests()).hasSize(3);
    assertThat(project.settings().get("maxPerHour").asInt()).isEqualTo(2);
    project("resend").send(MailProject.newAddress()).expect(204);
  }

  @Test
  void suppressedAddressesGetNoMails() {
    MailProject project = project("postmark", "resend");
    String address = MailProject.newAddress();
    String user =
        project.project().newUser(Map.of("email", address, "name", "A B")).get("id").asText();
    server
        .provider("postmark")
        .answers(422, "{'ErrorCode':406,'Message':'You tried to send to an inactive recipient.'}");

    project.sendTo(user).expect(500);

    assertThat(project.last().get(STATUS).asText()).isEqualTo("suppressed");
    assertThat(server.provider("resend").requests()).isEmpty();
    project.sendTo(user).expect(500);
    only("postmark");
    assertThat(project.last().get(ERROR).asText())
        .isEqualTo("The address is on the project's suppression list.");
    JsonNode listed = project.suppressions("list", Map.of()).expect(200).json().get("data");
    assertThat(listed).hasSize(1);
    assertThat(listed.at("/0/email").asText()).isEqualTo("j***@example.com");
    assertThat(listed.at("/0/provider").asText()).isEqualTo("postmark");
    assertThat(listed.at("/0/reason").asText()).contains("sends none to this address");
    // Another project sends to it.
    MailProject other = project("postmark");
    other.send(address).expect(204);
    assertThat(other.suppressions("list", Map.of()).expect(200).json().get("data")).isEmpty();
    for (Map<String, Object> foreign :
        List.<Map<String, Object>>of(
            Map.of("id", listed.at("/0/id").asText()), Map.of("email", address))) {
      assertAnswer(other.suppressions("remove", foreign))
          .isRefused(404, "EMAIL_SUPPRESSION_NOT_FOUND");
    }
    project.suppressions("remove", Map.of("email", address.toUpperCase(Locale.ROOT))).expect(200);
    project.sendTo(user).expect(204);
    JsonNode added =
        project.suppressions("add", Map.of("email", address, "reason", "asked")).expect(200).json();
    assertThat(project.suppressions("add", Map.of("email", address)).expect(200).json())
        .isEqualTo(added);
    project.sendTo(user).expect(500);
    assertAnswer(project.suppressions("remove", Map.of())).isInvalid("id");
  }

  @Test
  void secretsAreInNoAnswerEventExportOrLog() throws Exception {
    MailProject project = project("resend", "sendgrid", "ses", "mailgun", "postmark");
    project.send(MailProject.newAddress()).expect(204);
    server.provider("resend").answers(403, "{'message':'" + project.secret("resend") + "'}");
    project.send(MailProject.newAddress()).expect(204);
    String refused =
        project
            .save(
                Map.of(
                    "providers",
                    Map.of("resend", Map.of("enabled", 1, "apiKey", project.secret("resend")))))
            .expect(422)
            .body();
    String settings = project.settings().toString();
    String events = project.project().adminRest().get("/admin-events?max=100").expect(200).body();
    assertThat(events).contains("EMAIL_PROVIDERS");
    List<String> places =
        List.of(
            refused,
            settings,
            events,
            project.project().adminRest().get("").expect(200).body(),
            project
                .project()
                .adminRest()
                .post("/partial-export?exportClients=true&exportGroupsAndRoles=true", null)
                .expect(200)
                .body(),
            project.list(Map.of()).toString(),
            server.keycloak().log());
    for (String provider : List.of("resend", "sendgrid", "ses", "mailgun", "postmark")) {
      assertThat(places).noneMatch(place -> place.contains(project.secret(provider)));
      JsonNode account = project.settings().at("/providers/" + provider);
      assertThat(
              account.get(provider.equals("ses") ? "hasSecretAccessKey" : "hasApiKey").asBoolean())
          .isTrue();
      String secret = project.secret(provider);
      assertThat(account.get("last4").asText()).isEqualTo(secret.substring(secret.length() - 4));
    }
    assertThat(places).noneMatch(place -> place.contains(MailServer.ENCRYPTION_KEY));
    assertThat(server.keycloak().log()).doesNotContain("jane-");
  }

  @Test
  void aSealedSecretIsOfNoUseToAnotherProject() {
    MailProject project = project("resend");
    String sealed = project.attribute("banata.email.resend.api-key");
    // Sealed with the server's secret, not only with what is in the database.
    assertThat(sealed).startsWith("banata-sealed:v1:").doesNotContain(":db:");
    MailProject thief = project("resend");
    thief.setAttribute("banata.email.resend.api-key", sealed);

    thief.send(MailProject.newAddress()).expect(500);

    assertThat(thief.last().get(ERROR).asText()).startsWith("Resend is not set up");
    assertThat(thief.settings().at("/providers/resend/hasApiKey").asBoolean()).isFalse();
    project.setAttribute("banata.email.postmark.api-key", sealed);
    project.setAttribute("banata.email.postmark.enabled", "true");
    project.setAttribute("banata.email.active-provider", "postmark");
    project.send(MailProject.newAddress()).expect(500);
    assertThat(server.provider("postmark").requests()).isEmpty();
    // Nor is a secret that somebody wrote into the realm in clear.
    project.setAttribute("banata.email.postmark.api-key", "in-clear");
    project.send(MailProject.newAddress()).expect(500);
    assertThat(server.provider("postmark").requests()).isEmpty();
  }

  private static void referToVault(MailProject project) {
    project
        .save(
            Map.of(
                "providers",
                Map.of("resend", Map.of("enabled", true, "apiKey", "${vault.banata-resend}"))))
        .expect(200);
  }

  /** The reference is kept as it is, and never sent in a key's place. */
  @Test
  void aReferenceToTheVaultIsLookedUpAtEachMail() throws IOException {
    MailProject project = project("resend");
    referToVault(project);

    project.send(MailProject.newAddress()).expect(500);

    assertThat(project.last().get(ERROR).asText()).startsWith("Resend is not set up");
    assertThat(server.provider("resend").requests()).isEmpty();
    JsonNode account = project.settings().at("/providers/resend");
    assertThat(account.get("fromVault").asBoolean()).isTrue();
    assertThat(account.get("last4").isNull()).isTrue();
    assertThat(project.attribute("banata.email.resend.api-key"))
        .isEqualTo("${vault.banata-resend}");

    server.putIntoVault(project.project().slug(), "banata-resend", "re_from_the_vault");
    project.send(MailProject.newAddress()).expect(204);
    assertThat(only("resend").header("Authorization")).isEqualTo("Bearer re_from_the_vault");
    assertThat(project.attribute("banata.email.resend.api-key"))
        .isEqualTo("${vault.banata-resend}");
    assertThat(project.settings().toString()).doesNotContain("from_the_vault");

    MailProject other = project("resend");
    referToVault(other);
    other.send(MailProject.newAddress()).expect(500);
    assertThat(server.provider("resend").requests()).as("another project's secret").hasSize(1);
  }

  @Test
  void aSavedProviderIsReplacedButForItsSecret() {
    MailProject project = project("mailgun");
    Map<String, Object> again = project.account("mailgun");
    again.put("region", "eu");
    project.save(Map.of("providers", Map.of("mailgun", again))).expect(200);
    for (String kept : new String[] {null, ""}) {
      again.remove("apiKey");
      if (kept != null) {
        again.put("apiKey", kept);
      }
      JsonNode saved =
          project.save(Map.of("providers", Map.of("mailgun", again))).expect(200).json();
      assertThat(saved.at("/providers/mailgun/hasApiKey").asBoolean()).isTrue();
      assertThat(saved.at("/providers/mailgun/region").asText()).isEqualTo("eu");
      assertThat(saved.at("/activeProvider").asText()).isEqualTo("mailgun");
    }
    again.remove("region");
    again.remove("domain");
    assertAnswer(project.save(Map.of("providers", Map.of("mailgun", again))))
        .isInvalid("providers.mailgun.domain");
    assertThat(project.settings().at("/providers/mailgun/region").asText()).isEqualTo("eu");
    String noSecret = "{\"providers\":{\"mailgun\":{\"enabled\":%s,\"apiKey\":null}}}";
    assertAnswer(saveText(project, noSecret.formatted("true")))
        .isInvalid("providers.mailgun.apiKey");
    JsonNode off = saveText(project, noSecret.formatted("false")).expect(200).json();
    assertThat(off.at("/providers/mailgun/hasApiKey").asBoolean()).isFalse();
    project.send(MailProject.newAddress()).expect(500);
    assertThat(project.last().get(ERROR).asText())
        .isEqualTo("The project has no e-mail provider that is active and enabled.");
    assertAnswer(project.save(Map.of("activeProvider", "ses"))).isInvalid("activeProvider");
    assertAnswer(project.save(Map.of("failover", List.of("ses")))).isInvalid("failover");
    assertAnswer(project.save(Map.of("providers", Map.of("nobody", Map.of("enabled", true)))))
        .isInvalid("providers.nobody");
    JsonNode removed = saveText(project, "{\"providers\":{\"mailgun\":null}}").expect(200).json();
    assertThat(removed.get("providers")).isEmpty();
    assertThat(removed.get("activeProvider").isNull()).isTrue();
  }

  private static Http.Answer saveText(MailProject project, String text) {
    return project
        .project()
        .http()
        .post("/api/auth/banata/config/email-providers/save", (Object) text);
  }

  @Test
  void aNewProjectHasNoProvider() {
    MailProject project = new MailProject(projects);

    assertThat(project.settings().get("providers")).isEmpty();
    assertThat(project.settings().get("activeProvider").isNull()).isTrue();
    project.send(MailProject.newAddress()).expect(500);
    assertThat(project.last().get(STATUS).asText()).isEqualTo("failed");
  }

  /** Keycloak lets an admin save any name. */
  @Test
  void nothingIsInjectedIntoHeaders() {
    MailProject project = project("resend");
    project
        .project()
        .adminRest()
        .update(
            Map.of(
                "smtpServer",
                Map.of(
                    "from", MailProject.FROM, "fromDisplayName", "Acme\r\nBcc: eve@example.org")))
        .expect(204);

    project.send(MailProject.newAddress()).expect(500);

    assertThat(project.last().get(ERROR).asText())
        .isEqualTo("The name of the sender has characters that cannot be in a header.");
    assertThat(server.provider("resend").requests()).isEmpty();
    assertAnswer(project.save(Map.of("fromName", "Acme\nBcc: eve@example.org")))
        .isInvalid("fromName");
    assertAnswer(project.save(Map.of("from", "a@b.example\n"))).isInvalid("from");
  }

  @Test
  void theLogIsReadPageByPage() {
    MailProject project = project("resend");
    String user = project.project().newUser().get("id").asText();
    for (int i = 0; i < 5; i++) {
      if (i == 2) {
        server.provider("resend").answers(403, "{'message':'No.'}");
      }
      project.sendTo(user);
    }
    List<String> all = project.log(Map.of()).stream().map(row -> row.get("id").asText()).toList();
    assertThat(all).hasSize(5);
    JsonNode first = project.list(Map.of("limit", 2));
    JsonNode second =
        project.list(Map.of("limit", 2, "after", first.at("/listMetadata/after").asText()));
    JsonNode back =
        project.list(Map.of("limit", 2, "before", second.at("/listMetadata/before").asText()));

    assertThat(first.get("data").findValuesAsText("id")).isEqualTo(all.subList(0, 2));
    assertThat(second.get("data").findValuesAsText("id")).isEqualTo(all.subList(2, 4));
    assertThat(back.get("data")).isEqualTo(first.get("data"));
    assertThat(first.at("/listMetadata/before").isNull()).isTrue();
    assertThat(project.log(Map.of(STATUS, "failed"))).hasSize(1);
    assertThat(project.log(Map.of("template", "welcome"))).isEmpty();
    MailProject other = project("resend");
    assertThat(other.log(Map.of())).isEmpty();
    assertAnswer(
            other
                .project()
                .http()
                .post("/api/auth/banata/emails/log/list", Map.of("after", all.get(0))))
        .isInvalid("after");
  }

  @Test
  void oldRowsAndThoseOfARemovedProjectAreDeleted() throws Exception {
    Optional<Connection> database = server.database();
    assumeTrue(database.isPresent());
    try (Connection connection = database.get();
        PreparedStatement rows =
            connection.prepareStatement(
                "select (select count(*) from banata_email_log where realm_id = ?)"
                    + " + (select count(*) from banata_email_suppression where realm_id = ?)"
                    + " + (select count(*) from banata_email_key where realm_id = ?)")) {
      assertThat(count(rows, "old")).isEqualTo(1);
      MailProject project = project("resend");
      project.send(MailProject.newAddress()).expect(204);
      project.suppressions("add", Map.of("email", MailProject.newAddress())).expect(200);
      String realm = project.project().adminRest().get("").expect(200).json().get("id").asText();
      assertThat(count(rows, realm)).isEqualTo(3);

      project.project().adminRest().delete("").expect(204);

      assertThat(count(rows, realm)).isZero();
    }
  }

  private static long count(PreparedStatement rows, String realm) throws SQLException {
    for (int i = 1; i <= 3; i++) {
      rows.setString(i, realm);
    }
    try (ResultSet result = rows.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }
}
