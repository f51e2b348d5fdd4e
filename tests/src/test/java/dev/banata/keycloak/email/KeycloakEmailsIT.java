package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.email.Mailbox.Received;
import dev.banata.keycloak.organization.Browser;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mail that Keycloak sends in a project looks like the project's. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeycloakEmailsIT {

  private static final String APP = "The Shop";
  private static final String PASSWORD = "correct horse battery";
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

  private static final Pattern PROCEED = Pattern.compile("href=\"([^\"]+action-token[^\"]+)\"");

  private Mailbox mail;
  private TestProjects projects;
  private TestProject project;
  private String url;

  @BeforeAll
  void makeProject(TestServer server) {
    url = server.keycloak().url();
    mail = new Mailbox();
    projects = new TestProjects(server);
    project = projects.create(Map.of("name", APP));
    prepare(project);
  }

  private void prepare(TestProject each) {
    mail.connect(each);
    each.adminRest()
        .update(
            Map.of(
                "internationalizationEnabled",
                true,
                "supportedLocales",
                List.of("en", "de", "cs", "ar"),
                "attributes",
                Map.of("banata.branding.primaryColor", "#7c3aed")))
        .expect(204);
  }

  @AfterAll
  void stopMail() {
    mail.close();
  }

  private record Person(String id, String email) {}

  private Person person(TestProject of, String locale) {
    String name = TestProjects.unique("p");
    String id =
        of.adminRest()
            .createUser(
                name,
                PASSWORD,
                Map.of(
                    "firstName",
                    "Ada",
                    "lastName",
                    "Byron",
                    "attributes",
                    Map.of("locale", List.of(locale))));
    return new Person(id, name + "@example.org");
  }

  private Person person(String locale) {
    return person(project, locale);
  }

  /** Our layout, the project's colour and name, and a text for those who want no HTML. */
  private static void assertOurs(Received received) {
    assertThat(received.html())
        .startsWith("<!DOCTYPE html>")
        .contains("#7c3aed")
        .contains(APP)
        .contains("prefers-color-scheme:dark");
    assertThat(received.text()).isNotBlank().doesNotContain("<").doesNotContain("{{");
    assertThat(received.html()).doesNotContainPattern("\\{\\{\\w+}}");
    assertThat(received.from()).contains("hello@example.org");
  }

  private static void assertLooksLikeKeycloak(Received received) {
    assertThat(received.html()).contains("<p>").doesNotContain("prefers-color-scheme");
  }

  private void sendVerification(TestProject of, Person person) {
    of.adminRest().put("/users/" + person.id() + "/send-verify-email", Map.of()).expect(204);
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'Verify your email — The Shop', 'Please confirm', 'Sent by The Shop'",
    "de, 'Bestätigen Sie Ihre E-Mail-Adresse — The Shop', 'bitte bestätigen Sie', 'Gesendet von The Shop'",
    "cs, 'Ověření e-mailu', 'Někdo vytvořil', '>The Shop<'"
  })
  void verification(String locale, String subject, String sentence, String footer) {
    Person person = person(locale);
    sendVerification(project, person);

    Received received = mail.to(person.email());
    assertOurs(received);
    assertThat(received.subject()).isEqualTo(subject);
    assertThat(received.text()).contains(sentence);
    assertThat(received.html()).contains(sentence).contains(footer);
    assertThat(received.html()).contains("<html lang=\"" + locale + "\" dir=\"ltr\">");
    assertThat(received.link()).startsWith(url + "/realms/" + project.slug() + "/login-actions/");
    assertThat(received.html()).contains(received.link().replace("&", "&amp;"));
    assertThat(new Browser().get(received.link())).doesNotContain("kc-error-message");
  }

  @Test
  void fromRightToLeft() {
    Person person = person("ar");
    sendVerification(project, person);

    Received received = mail.to(person.email());
    assertOurs(received);
    assertThat(received.html()).contains("<html lang=\"ar\" dir=\"rtl\">");
    assertThat(received.subject()).matches("\\P{ASCII}.*");
  }

  @Test
  void passwordReset() {
    Person person = person("de");
    Browser browser = new Browser();
    String page =
        browser.get(
            url
                + "/realms/"
                + project.slug()
                + "/login-actions/reset-credentials?client_id=account");
    HttpResponse<String> sent = browser.post(action(page), Map.of("username", person.email()));
    assertThat(sent.statusCode()).isIn(200, 302);

    Received received = mail.to(person.email());
    assertOurs(received);
    assertThat(received.subject()).isEqualTo("Passwort zurücksetzen — The Shop");
    assertThat(received.text()).contains("Hallo Ada Byron,").contains("5 Minuten lang");
    assertThat(received.link()).contains("/login-actions/action-token?key=");
  }

  private static String action(String page) {
    Matcher action = ACTION.matcher(page);
    assertThat(action.find()).as(page).isTrue();
    return action.group(1).replace("&amp;", "&");
  }

  @ParameterizedTest
  @CsvSource({
    "en, Update Your Account, 'Your administrator has just requested', 'Update Password'",
    "de, Aktualisieren Sie Ihr Konto, 'Ihr Administrator hat Sie aufgefordert', 'Passwort aktualisieren'"
  })
  void executeActions(String locale, String subject, String sentence, String actionName) {
    Person person = person(locale);
    project
        .adminRest()
        .put("/users/" + person.id() + "/execute-actions-email", List.of("UPDATE_PASSWORD"))
        .expect(204);

    Received received = mail.to(person.email());
    assertOurs(received);
    assertThat(received.subject()).isEqualTo(subject);
    assertThat(received.text()).contains(sentence).contains(actionName);
    assertThat(new Browser().get(received.link())).doesNotContain("kc-error-message");
  }

  @Test
  void organizationInvitation() {
    String organization =
        project
            .http()
            .post("/api/auth/organization/create", Map.of("name", "Acme <b>& Sons</b>"))
            .expect(200)
            .json()
            .get("id")
            .asText();
    String email = TestProjects.unique("i") + "@example.org";
    project
        .http()
        .post(
            "/api/auth/organization/invite-member",
            Map.of("organizationId", organization, "email", email, "role", "member"))
        .expect(200);

    Received received = mail.to(email);
    assertOurs(received.html().contains("Sons") ? withoutMarkup(received) : received);
    assertThat(received.subject())
        .isEqualTo("The Shop invited you to Acme <b>& Sons</b> — The Shop");
    assertThat(received.html()).contains("Acme &lt;b&gt;&amp; Sons&lt;/b&gt;");
    assertThat(received.text()).contains("7 days");
    assertThat(new Browser().get(received.link())).contains("kc-register-form");
  }

  /** The name is markup on purpose; in plain text it may stand as it is. */
  private static Received withoutMarkup(Received received) {
    return new Received(
        received.subject(),
        received.from(),
        received.html(),
        received.text().replaceAll("</?b>", ""));
  }

  @Test
  void invitationOfTheConsole() {
    Person person = person("de");
    String organization = project.adminRest().createOrganization(TestProjects.unique("o"));
    project
        .adminRest()
        .http()
        .postForm(
            project
                .adminRest()
                .path("/organizations/" + organization + "/members/invite-existing-user"),
            Map.of("id", person.id()))
        .expect(204);

    Received received = mail.to(person.email());
    assertOurs(received);
    assertThat(received.subject()).startsWith("The Shop hat Sie zu ");
    assertThat(received.html()).contains("Einladung annehmen");
  }

  @Test
  void eventsOfAnAccount() {
    project
        .adminRest()
        .update(Map.of("eventsListeners", List.of("jboss-logging", "email")))
        .expect(204);
    project.adminRest().createPasswordClient("app");
    Person person = person("de");
    project.session(person.email(), "wrong password").signIn("app");

    Received received = mail.to(person.email());
    assertOurs(received);
    assertThat(received.subject()).isEqualTo("Fehlgeschlagene Anmeldung");
    assertThat(received.html()).contains("Falls das nicht Sie waren");
  }

  @Test
  void testOfTheMailServer() {
    TestProjects.TestAdmin admin = projects.newAdmin();
    projects.master().grantClientRole(admin.id(), project.slug() + "-realm", "manage-realm");
    JsonNode me = projects.master().get("/users/" + admin.id()).expect(200).json();
    new AdminRest(admin.session(), project.slug())
        .post("/testSMTPConnection", mail.settings())
        .expect(204);

    Received received = mail.to(me.get("email").asText());
    assertOurs(received);
    assertThat(received.subject()).isEqualTo("SMTP test message — The Shop");
  }

  @Test
  void anotherAddress() {
    project
        .adminRest()
        .put(
            "/authentication/required-actions/UPDATE_EMAIL",
            Map.of("alias", "UPDATE_EMAIL", "name", "Update Email", "enabled", true))
        .expect(204);
    project.adminRest().update(Map.of("verifyEmail", true)).expect(204);
    Person person = person("de");
    project
        .adminRest()
        .put("/users/" + person.id() + "/execute-actions-email", List.of("UPDATE_EMAIL"))
        .expect(204);
    Browser browser = new Browser();
    String info = browser.get(mail.to(person.email()).link());
    Matcher proceed = PROCEED.matcher(info);
    assertThat(proceed.find()).as(info).isTrue();
    String form = browser.get(proceed.group(1).replace("&amp;", "&"));
    String email = TestProjects.unique("new") + "@example.org";
    browser.post(action(form), Map.of("email", email));

    Received received = mail.to(email);
    assertOurs(received);
    assertThat(received.subject()).isEqualTo("Bestätigen Sie Ihre E-Mail-Adresse — The Shop");
    assertThat(received.link()).contains("/login-actions/action-token?key=");
  }

  /** The client's name and colour, for a mail that its own sign-in has caused. */
  @Test
  void aClientHasALookOfItsOwn() {
    project.newClient(Map.of("clientId", "wholesale", "name", "Wholesale"));
    String id = project.adminRest().idOfClient("wholesale");
    project
        .adminRest()
        .put(
            "/clients/" + id,
            Map.of(
                "clientId",
                "wholesale",
                "attributes",
                Map.of(
                    "banata.branding.primaryColor",
                    "#b45309",
                    "banata.branding.displayName",
                    "The Wholesale Shop")))
        .expect(204);
    Person person = person("en");
    Browser browser = new Browser();
    String page =
        browser.get(
            url
                + "/realms/"
                + project.slug()
                + "/login-actions/reset-credentials?client_id=wholesale");
    browser.post(action(page), Map.of("username", person.email()));

    Received received = mail.to(person.email());
    assertThat(received.subject()).isEqualTo("Reset your password — The Wholesale Shop");
    assertThat(received.html()).contains("#b45309").doesNotContain("#7c3aed");
  }

  @Test
  void aNameIsNoMarkupInKeycloaksWordsEither() {
    Person person = person("cs");
    project
        .adminRest()
        .update(Map.of("displayName", "<a href=\"https://evil.example\">Pay</a>"))
        .expect(204);
    try {
      sendVerification(project, person);

      Received received = mail.to(person.email());
      assertThat(received.html())
          .contains("&lt;a href=")
          .doesNotContain("<a href=\"https://evil.example");
    } finally {
      project.adminRest().update(Map.of("displayName", APP)).expect(204);
    }
  }

  @Test
  void whatTheProjectHasMadeOfATemplateIsSent() {
    TestProject own = projects.create(Map.of("name", APP));
    prepare(own);
    String id =
        call(own, "emails/templates/get", Map.of("idOrSlug", "verification"))
            .at("/template/id")
            .asText();
    call(
        own,
        "emails/templates/update",
        Map.of(
            "id",
            id,
            "subject",
            "Hello {{userName}}",
            "blocksJson",
            "[{\"type\":\"text\",\"text\":\"For {{clientName}}: {{expiresIn}}\"},"
                + "{\"type\":\"button\",\"text\":\"Yes\",\"href\":\"{{verificationUrl}}\"}]"));
    call(
        own,
        "emails/templates/create",
        Map.of(
            "name",
            "Auf Deutsch",
            "slug",
            "verification",
            "locale",
            "de",
            "subject",
            "Hallo {{userName}}",
            "blocksJson",
            "[{\"type\":\"button\",\"text\":\"Ja\",\"href\":\"{{verificationUrl}}\"}]"));
    Person english = person(own, "en");
    Person german = person(own, "de");
    Person czech = person(own, "cs");
    List.of(english, german, czech).forEach(each -> sendVerification(own, each));

    assertThat(mail.to(english.email()).subject()).isEqualTo("Hello Ada Byron");
    assertThat(mail.to(english.email()).text()).contains("For The Shop: 12 hours");
    assertThat(mail.to(german.email()).subject()).isEqualTo("Hallo Ada Byron");
    assertThat(mail.to(czech.email()).subject()).isEqualTo("Hello Ada Byron");
    assertThat(mail.to(german.email()).link()).contains("action-token?key=");

    call(own, "emails/templates/reset", Map.of("id", id));
    Person later = person(own, "en");
    sendVerification(own, later);
    assertThat(mail.to(later.email()).subject()).isEqualTo("Verify your email — The Shop");
  }

  @Test
  void whatIsSwitchedOffIsNotSent() {
    TestProject quiet = projects.create(Map.of("name", APP));
    prepare(quiet);
    quiet.adminRest().update(Map.of("verifyEmail", true)).expect(204);
    JsonNode answer =
        call(quiet, "config/emails/toggle", Map.of("id", "email-verification", "enabled", false));
    assertThat(answer.get("warnings")).hasSize(1);
    Person person = person(quiet, "en");
    sendVerification(quiet, person);
    quiet
        .adminRest()
        .put("/users/" + person.id() + "/execute-actions-email", List.of("UPDATE_PASSWORD"))
        .expect(204);

    assertThat(mail.to(person.email()).subject()).isEqualTo("Update Your Account");
    JsonNode held = call(quiet, "emails/log/list", Map.of("template", "verification")).get("data");
    assertThat(held).hasSize(1);
    assertThat(held.get(0).get("status").asText()).isEqualTo("suppressed");

    call(quiet, "config/emails/toggle", Map.of("id", "verification", "enabled", true));
    Person other = person(quiet, "en");
    sendVerification(quiet, other);
    assertThat(mail.to(other.email()).subject()).startsWith("Verify your email");
  }

  @Test
  void keycloaksPlainThemeIsNoChoice() {
    TestProject themed = projects.create(Map.of("name", APP));
    prepare(themed);
    themed.adminRest().update(Map.of("emailTheme", "keycloak")).expect(204);
    Person first = person(themed, "en");
    sendVerification(themed, first);
    assertOurs(mail.to(first.email()));
  }

  @Test
  void realmsThatAreNoProjectsKeepKeycloaksMails() {
    projects.master().update(Map.of("smtpServer", mail.settings())).expect(204);
    String name = TestProjects.unique("p");
    String id = projects.master().createUser(name, PASSWORD, Map.of());
    projects.master().put("/users/" + id + "/send-verify-email", Map.of()).expect(204);

    Received received = mail.to(name + "@example.org");
    assertLooksLikeKeycloak(received);
    assertThat(received.subject()).isEqualTo("Verify email");
  }

  private static JsonNode call(TestProject of, String path, Map<String, Object> request) {
    return of.http().post("/api/auth/banata/" + path, request).expect(200).json();
  }
}
