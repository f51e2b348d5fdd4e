package dev.banata.keycloak.email;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.email.Mailbox.Received;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates, and mails that a back end sends of them. */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmailsIT {

  private static final String BLOCKS =
      "[{\"type\":\"heading\",\"text\":\"Hello {{name}}\"},"
          + "{\"type\":\"button\",\"text\":\"Go\",\"href\":\"{{url}}\"}]";

  private Mailbox mail;
  private TestProjects projects;
  private TestProject project;

  @BeforeAll
  void makeProject(TestServer server) {
    mail = new Mailbox();
    projects = new TestProjects(server);
    project = newProject();
  }

  private TestProject newProject() {
    TestProject made = projects.create(Map.of("name", "The Shop"));
    mail.connect(made);
    return made;
  }

  @AfterAll
  void stopMail() {
    mail.close();
  }

  private Answer post(String path, Map<String, Object> request) {
    return post(project, path, request);
  }

  private static Answer post(TestProject of, String path, Map<String, Object> request) {
    return of.http().post("/api/auth/banata/" + path, request);
  }

  private static Map<String, Object> template(String slug, Map<String, Object> more) {
    Map<String, Object> template =
        new HashMap<>(
            Map.of("name", "News", "slug", slug, "subject", "News {{name}}", "blocksJson", BLOCKS));
    template.putAll(more);
    return template;
  }

  private JsonNode create(String slug, Map<String, Object> more) {
    return post("emails/templates/create", template(slug, more)).expect(200).json().get("template");
  }

  private JsonNode get(TestProject of, String idOrSlug) {
    return post(of, "emails/templates/get", Map.of("idOrSlug", idOrSlug))
        .expect(200)
        .json()
        .get("template");
  }

  @Test
  void sixTemplatesAreThereFromTheStart() {
    TestProject fresh = projects.create();
    JsonNode templates =
        post(fresh, "emails/templates/list", Map.of()).expect(200).json().get("templates");

    assertThat(templates.findValuesAsText("slug"))
        .containsExactlyInAnyOrder(
            "verification", "password-reset", "magic-link", "email-otp", "invitation", "welcome");
    for (JsonNode template : templates) {
      assertThat(template.get("builtIn").asBoolean()).isTrue();
      assertThat(template.get("builtInType")).isEqualTo(template.get("slug"));
      assertThat(template.get("category").asText()).isEqualTo("auth");
      assertThat(template.get("id").asText()).matches("etpl_[0-9A-HJKMNP-TV-Z]{26}");
      assertThat(template.get("createdAt").isIntegralNumber()).isTrue();
      assertThat(get(fresh, template.get("id").asText())).isEqualTo(template);
      assertThat(get(fresh, template.get("slug").asText())).isEqualTo(template);
    }
  }

  @Test
  void aBuiltInTemplateKeepsItsIdAndSlugAndStays() {
    TestProject own = projects.create();
    JsonNode before = get(own, "welcome");
    String id = before.get("id").asText();

    JsonNode after =
        post(own, "emails/templates/update", Map.of("id", id, "subject", "Hi!")).expect(200).json();
    assertThat(after.get("success").asBoolean()).isTrue();
    assertThat(after.at("/template/subject").asText()).isEqualTo("Hi!");
    assertThat(after.at("/template/projectId").asText()).isEqualTo(own.id());
    assertThat(after.at("/template/blocksJson")).isEqualTo(before.get("blocksJson"));
    assertThat(get(own, "welcome").get("id").asText()).isEqualTo(id);
    assertThat(post(own, "emails/templates/list", Map.of()).json().get("templates")).hasSize(6);

    assertAnswer(post(own, "emails/templates/update", Map.of("id", id, "slug", "other")))
        .isRefused(409, "TEMPLATE_IS_BUILT_IN");
    assertAnswer(post(own, "emails/templates/delete", Map.of("id", id)))
        .isRefused(409, "TEMPLATE_IS_BUILT_IN");
    assertThat(
            post(own, "emails/templates/reset", Map.of("id", id))
                .expect(200)
                .json()
                .at("/template/subject"))
        .isEqualTo(before.get("subject"));
    assertThat(get(own, "welcome")).isEqualTo(before);
  }

  @Test
  void theDashboardsOverrideIsTheBuiltInTemplate() {
    TestProject own = projects.create();
    String id = get(own, "invitation").get("id").asText();
    JsonNode made =
        post(
                own,
                "emails/templates/create",
                template("invitation", Map.of("builtIn", true, "builtInType", "invitation")))
            .expect(200)
            .json()
            .get("template");

    assertThat(made.get("id").asText()).isEqualTo(id);
    assertThat(made.get("builtInType").asText()).isEqualTo("invitation");
    assertAnswer(post(own, "emails/templates/create", template("invitation", Map.of())))
        .isRefused(409, "TEMPLATE_ALREADY_EXISTS");
    assertAnswer(
            post(
                own,
                "emails/templates/create",
                template("other", Map.of("builtInType", "welcome"))))
        .isInvalid("slug");
  }

  @Test
  void aTemplateIsMadeChangedAndDeleted() {
    String slug = TestProjects.unique("news");
    JsonNode made = create(slug, Map.of("category", "marketing", "previewText", "Look"));
    String id = made.get("id").asText();
    assertThat(made.get("builtIn").asBoolean()).isFalse();
    assertThat(made.get("builtInType").isNull()).isTrue();
    assertThat(create(TestProjects.unique("n"), Map.of()).get("category").asText())
        .isEqualTo("custom");
    assertAnswer(post("emails/templates/create", template(slug, Map.of())))
        .isRefused(409, "TEMPLATE_ALREADY_EXISTS");

    Map<String, Object> change = new HashMap<>(Map.of("id", id, "name", "Other"));
    change.put("previewText", null);
    JsonNode changed = post("emails/templates/update", change).expect(200).json().get("template");
    assertThat(changed.get("name").asText()).isEqualTo("Other");
    assertThat(changed.get("previewText").isNull()).isTrue();
    assertThat(changed.get("subject")).isEqualTo(made.get("subject"));
    assertThat(
            post("emails/templates/list", Map.of("category", "marketing")).json().get("templates"))
        .anySatisfy(each -> assertThat(each.get("id").asText()).isEqualTo(id));
    assertAnswer(post("emails/templates/update", Map.of("id", id, "slug", "welcome")))
        .isRefused(409, "TEMPLATE_ALREADY_EXISTS");

    assertThat(post("emails/templates/delete", Map.of("id", id)).expect(200).json().toString())
        .isEqualTo("{\"success\":true}");
    assertThat(get(project, id).isNull()).isTrue();
    assertThat(get(project, slug).isNull()).isTrue();
    assertAnswer(post("emails/templates/delete", Map.of("id", id)))
        .isRefused(404, "TEMPLATE_NOT_FOUND");
    assertAnswer(post("emails/templates/update", Map.of("id", id)))
        .isRefused(404, "TEMPLATE_NOT_FOUND");
  }

  @Test
  void listsHaveCursors() {
    TestProject own = projects.create();
    for (int i = 0; i < 3; i++) {
      post(own, "emails/templates/create", template("t" + i, Map.of())).expect(200);
    }
    post(
            own,
            "emails/templates/update",
            Map.of("id", get(own, "welcome").get("id").asText(), "subject", "x"))
        .expect(200);
    List<String> slugs = new ArrayList<>();
    Map<String, Object> request = new HashMap<>(Map.of("limit", 2));
    JsonNode after;
    do {
      JsonNode page = post(own, "emails/templates/list", request).expect(200).json();
      page.get("templates").forEach(each -> slugs.add(each.get("slug").asText()));
      after = page.at("/listMetadata/after");
      request.put("after", after.asText());
    } while (!after.isNull());

    assertThat(slugs).hasSize(9).doesNotHaveDuplicates();
    assertThat(slugs.subList(0, 3)).containsExactly("t2", "t1", "t0");
  }

  @Test
  void anotherProjectsTemplatesAreNotThere() {
    TestProject theirs = newProject();
    String custom = create(TestProjects.unique("mine"), Map.of()).get("id").asText();
    String builtIn = get(project, "welcome").get("id").asText();

    for (String id : List.of(custom, builtIn)) {
      assertThat(get(theirs, id).isNull()).isTrue();
      assertAnswer(post(theirs, "emails/templates/update", Map.of("id", id, "name", "x")))
          .isRefused(404, "TEMPLATE_NOT_FOUND");
      assertAnswer(post(theirs, "emails/templates/delete", Map.of("id", id)))
          .isRefused(404, "TEMPLATE_NOT_FOUND");
      assertAnswer(post(theirs, "emails/templates/reset", Map.of("id", id)))
          .isRefused(404, "TEMPLATE_NOT_FOUND");
      assertAnswer(post(theirs, "emails/templates/list", Map.of("after", id)))
          .isRefused(404, "TEMPLATE_NOT_FOUND");
    }
    assertThat(get(theirs, "welcome").get("id").asText()).isNotEqualTo(builtIn);
  }

  @Test
  void whatIsWrongWithBlocksIsNamed() {
    Answer answer =
        post(
            "emails/templates/create",
            template(
                "bad",
                Map.of(
                    "blocksJson",
                    "[{\"type\":\"columns\",\"columns\":[{\"blocks\":[{\"type\":\"button\",\"text\":\"x\","
                        + "\"href\":\"javascript:alert(1)\"}]},{\"blocks\":[]}]}]")));

    assertAnswer(answer).isInvalid("blocksJson[0].columns[0].blocks[0].href");
    assertAnswer(
            post(
                "emails/templates/create",
                template("bad", Map.of("variablesJson", "[{\"name\":\"a b\"}]"))))
        .isInvalid("variablesJson[0].name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "Ada <a@b.example>",
        "a@b.example;c@d.example",
        "no-address",
        "a@b@c",
        "\"a\"@b.example"
      })
  void aRecipientIsOneAddress(String to) {
    assertAnswer(post("emails/send", Map.of("to", to, "template", "welcome", "data", Map.of())))
        .isInvalid("to");
    assertAnswer(post("test-email", Map.of("to", to))).isInvalid("to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hi\r\nBcc: c@d.example", "Hi\nthere", "\u0000", "   "})
  void aSubjectIsOneLine(String subject) {
    Answer answer = post("emails/templates/create", template("bad", Map.of("subject", subject)));

    assertThat(answer.status()).isIn(400, 422);
  }

  @Test
  void aMailIsSent() {
    String to = TestProjects.unique("to") + "@example.org";
    JsonNode answer =
        post(
                "emails/send",
                Map.of(
                    "to",
                    to,
                    "template",
                    "password-reset",
                    "data",
                    Map.of("userName", "Ada", "resetUrl", "https://shop.example/r?t=1")))
            .expect(200)
            .json();

    assertThat(answer.get("success").asBoolean()).as(answer.toString()).isTrue();
    Received received = mail.to(to);
    assertThat(received.subject()).isEqualTo("Reset your password — The Shop");
    assertThat(received.link()).isEqualTo("https://shop.example/r?t=1");
    assertThat(received.text()).contains("Hi Ada,").contains("1 hour");
    assertThat(received.from()).contains("The Shop").contains("hello@example.org");
  }

  @Test
  void aMailOfAnOwnTemplateIsSentInTheUsersLanguage() {
    project
        .adminRest()
        .update(
            Map.of("internationalizationEnabled", true, "supportedLocales", List.of("en", "de")))
        .expect(204);
    String slug = TestProjects.unique("news");
    create(
        slug,
        Map.of("variablesJson", "[{\"name\":\"url\",\"defaultValue\":\"https://d.example\"}]"));
    create(slug, Map.of("locale", "de", "subject", "Neues {{name}}"));
    String name = TestProjects.unique("u");
    project
        .adminRest()
        .createUser(
            name, "correct horse battery", Map.of("attributes", Map.of("locale", List.of("de"))));
    String other = TestProjects.unique("x") + "@example.org";
    for (String to : List.of(name + "@example.org", other)) {
      post(
              "emails/send",
              Map.of("to", to, "template", slug, "data", Map.of("name", "A\r\nBcc: x@y.z")))
          .expect(200);
    }

    assertThat(mail.to(name + "@example.org").subject()).isEqualTo("Neues A Bcc: x@y.z");
    assertThat(mail.to(other).subject()).isEqualTo("News A Bcc: x@y.z");
    assertThat(mail.to(other).link()).isEqualTo("https://d.example");
    assertAnswer(
            post(
                "emails/templates/create",
                template(TestProjects.unique("n"), Map.of("locale", "de"))))
        .isInvalid("locale");
  }

  @Test
  void whatStandsAgainstAMailIsSaid() {
    String to = TestProjects.unique("to") + "@example.org";
    JsonNode unknown =
        post("emails/send", Map.of("to", to, "template", "no-such", "data", Map.of()))
            .expect(200)
            .json();
    assertThat(unknown.get("success").asBoolean()).isFalse();
    assertThat(unknown.get("error").asText()).contains("no-such");

    TestProject without = projects.create();
    JsonNode noProvider =
        post(without, "emails/send", Map.of("to", to, "template", "welcome", "data", Map.of()))
            .expect(200)
            .json();
    assertThat(noProvider.get("success").asBoolean()).isFalse();
    assertThat(noProvider.get("error").asText()).startsWith("No email provider configured");
    JsonNode noTest = post(without, "test-email", Map.of("to", to)).expect(200).json();
    assertThat(noTest.get("success").asBoolean()).isFalse();
    assertThat(noTest.get("message").asText()).startsWith("No email provider configured");
    assertThat(mail.all(to)).isEmpty();
  }

  @Test
  void aTypeThatIsSwitchedOffIsSkipped() {
    TestProject quiet = newProject();
    post(quiet, "config/emails/toggle", Map.of("id", "welcome", "enabled", false)).expect(200);
    String to = TestProjects.unique("to") + "@example.org";
    JsonNode answer =
        post(quiet, "emails/send", Map.of("to", to, "template", "welcome", "data", Map.of()))
            .expect(200)
            .json();

    assertThat(answer.toString()).isEqualTo("{\"success\":true,\"suppressed\":true}");
    assertThat(mail.all(to)).isEmpty();
    JsonNode log =
        post(quiet, "emails/log/list", Map.of("template", "welcome"))
            .expect(200)
            .json()
            .get("data");
    assertThat(log).hasSize(1);
    assertThat(log.get(0).get("status").asText()).isEqualTo("suppressed");
    assertThat(log.get(0).get("error").asText())
        .isEqualTo("Mails of type welcome are switched off.");
    assertThat(log.get(0).get("to").asText()).endsWith("@example.org").doesNotContain(to);
    assertThat(
            post(quiet, "test-email", Map.of("to", to))
                .expect(200)
                .json()
                .get("success")
                .asBoolean())
        .isTrue();
    assertThat(mail.to(to).subject()).isEqualTo("Welcome to The Shop");
  }

  @Test
  void typesAreListedAndSwitched() {
    TestProject own = projects.create();
    JsonNode emails = post(own, "config/emails/list", Map.of()).expect(200).json().get("emails");
    assertThat(emails.findValuesAsText("emailType"))
        .containsExactly(
            "welcome",
            "verification",
            "password-reset",
            "magic-link",
            "email-otp",
            "org-invitation",
            "mfa-setup",
            "critical-notifications");
    assertThat(emails).allSatisfy(each -> assertThat(each.get("enabled").asBoolean()).isTrue());

    JsonNode off =
        post(own, "config/emails/toggle", Map.of("id", "magic-auth", "enabled", false))
            .expect(200)
            .json();
    assertThat(off.get("warnings")).isEmpty();
    assertThat(off.get("emails"))
        .allSatisfy(
            each ->
                assertThat(each.get("enabled").asBoolean())
                    .isEqualTo(
                        !List.of("magic-link", "email-otp").contains(each.get("id").asText())));
    assertAnswer(post(own, "config/emails/toggle", Map.of("id", "nonsense", "enabled", false)))
        .isRefused(404, "EMAIL_TYPE_NOT_FOUND");
    JsonNode realm = own.adminRest().get("").expect(200).json();
    assertThat(realm.at("/attributes/banata.email.type.magic-link").asText()).isEqualTo("false");
  }

  @Test
  void aPreviewHasSampleValues() {
    JsonNode preview =
        post("emails/preview", Map.of("template", "email-otp", "data", Map.of("otp", "123456")))
            .expect(200)
            .json();
    assertThat(preview.get("subject").asText())
        .isEqualTo("123456 is your verification code — The Shop");
    assertThat(preview.get("html").asText()).contains("123456");
    assertThat(preview.get("text").asText()).contains("Code: 123456");
    assertThat(
            post("emails/preview", Map.of("template", "verification"))
                .expect(200)
                .json()
                .get("text")
                .asText())
        .contains("Jane Doe");
    assertAnswer(post("emails/preview", Map.of("template", "no-such")))
        .isRefused(404, "TEMPLATE_NOT_FOUND");
    assertAnswer(
            post(
                "emails/preview",
                Map.of(
                    "template",
                    "welcome",
                    "locale",
                    "de",
                    "data",
                    Map.of("userName", "x".repeat(200_000)))))
        .isOk();
  }

  @Test
  void valuesThatMakeAMailTooLargeAreRefused() {
    String slug = TestProjects.unique("bomb");
    create(
        slug,
        Map.of("blocksJson", "[{\"type\":\"text\",\"text\":\"" + "{{v}}".repeat(20_000) + "\"}]"));

    assertAnswer(
            post(
                "emails/preview",
                Map.of("template", slug, "data", Map.of("v", "x".repeat(50_000)))))
        .isInvalid("data");
  }

  @Test
  void adminEventsTellNoSecrets() {
    TestProject own = newProject();
    String to = TestProjects.unique("to") + "@example.org";
    post(
            own,
            "emails/send",
            Map.of("to", to, "template", "email-otp", "data", Map.of("otp", "918273")))
        .expect(200);
    String events = own.adminRest().get("/admin-events?max=50").expect(200).body();

    assertThat(events).contains("emails/send").doesNotContain("918273").doesNotContain(to);
  }

  /** The row appears once, whoever is first. */
  @Test
  void firstChangesAtTheSameMomentMakeOneTemplate()
      throws InterruptedException, ExecutionException {
    TestProject own = projects.create();
    String id = get(own, "welcome").get("id").asText();
    List<Integer> answers =
        Parallel.run(
            4,
            i ->
                post(own, "emails/templates/update", Map.of("id", id, "subject", "Hi " + i))
                    .status());

    assertThat(answers).contains(200).allMatch(status -> status == 200 || status == 409);
    assertThat(get(own, "welcome").get("subject").asText()).startsWith("Hi ");
    assertThat(post(own, "emails/templates/list", Map.of()).json().get("templates")).hasSize(6);
  }

  @Test
  void templatesGoWithTheirProject() {
    TestProject gone = projects.create();
    post(gone, "emails/templates/create", template("news", Map.of())).expect(200);
    projects
        .admin()
        .http()
        .post("/api/auth/banata/projects/delete", Map.of("id", gone.id()))
        .expect(200);

    TestProject again = projects.create(Map.of("slug", gone.slug()));
    assertThat(get(again, "news").isNull()).isTrue();
  }
}
