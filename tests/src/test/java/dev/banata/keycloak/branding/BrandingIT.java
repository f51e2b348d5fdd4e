package dev.banata.keycloak.branding;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrandingIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/api/auth/banata/config/branding/";
  private static final String CLIENTS = "/api/auth/banata/clients/";
  private static final String CALLBACK = "https://app.example.com/callback";
  private static final String LOGO =
      "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9'/></svg>";

  private TestProjects projects;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
  }

  private static JsonNode save(TestProject project, Map<String, Object> fields) {
    return project.http().post(PATH + "save", fields).expect(200).json();
  }

  private static JsonNode get(TestProject project) {
    return project.http().post(PATH + "get", Map.of()).expect(200).json();
  }

  private static JsonNode upload(TestProject project, String field, byte[] bytes) {
    return project
        .http()
        .post(PATH + "upload", Map.of("field", field, "data", base64(bytes)))
        .expect(200)
        .json();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The path of an absolute URL of the server. */
  private static String path(JsonNode url) {
    return url.asText().replaceFirst("^https?://[^/]+", "");
  }

  private static String style(TestProject project) {
    return "/realms/" + project.slug() + "/banata-branding/style.css";
  }

  private static String loginPage(TestProject project, String clientId) {
    return loginPage(project, clientId, CALLBACK);
  }

  private static String loginPage(TestProject project, String clientId, String callback) {
    return project
        .anonymous()
        .get(
            "/realms/%s/protocol/openid-connect/auth?client_id=%s&response_type=code&redirect_uri=%s"
                    .formatted(project.slug(), clientId, callback)
                + "&code_challenge_method=S256"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        .expect(200)
        .body();
  }

  @Test
  void aNewProjectHasTheDefaultsOfTheContract() throws Exception {
    ObjectNode branding = (ObjectNode) get(projects.create());

    assertThat(branding)
        .isEqualTo(
            JSON.readTree(
                """
                {"primaryColor":"#0f766e","bgColor":"#f5f5f4","borderRadius":14,"darkMode":false,
                "customCss":"","font":"inter","logoUrl":"","darkLogoUrl":"","logoHeight":40,
                "faviconUrl":"","backgroundImageUrl":"","cardWidth":420,"displayName":"",
                "supportUrl":"","termsUrl":"","privacyUrl":"","theme":"banata","warnings":[]}"""));
  }

  @Test
  void onlyWhatIsSentChangesAndNullClears() {
    TestProject project = projects.create();
    save(project, Map.of("primaryColor", "#123456", "borderRadius", 0, "displayName", "Acme & Co"));
    JsonNode after = save(project, Map.of("cardWidth", 500, "darkMode", true));

    assertThat(after.get("primaryColor").asText()).isEqualTo("#123456");
    assertThat(after.get("borderRadius").asInt()).isZero();
    assertThat(after.get("cardWidth").asInt()).isEqualTo(500);
    assertThat(after.get("displayName").asText()).isEqualTo("Acme & Co");
    Map<String, Object> clear = new HashMap<>();
    for (String field :
        List.of("primaryColor", "borderRadius", "darkMode", "cardWidth", "displayName")) {
      clear.put(field, null);
    }
    assertThat(save(project, clear)).isEqualTo(get(projects.create()));
  }

  /** The published client sends back what it got. */
  @Test
  void theWholeAnswerCanBeSentBack() {
    TestProject project = projects.create();
    save(
        project,
        Map.of("customCss", "a{color:#ABC}", "font", "lato", "supportUrl", "mailto:a@b.example"));
    upload(project, "logoUrl", bytes(LOGO));
    JsonNode branding = get(project);

    assertThat(project.http().post(PATH + "save", branding).expect(200).json()).isEqualTo(branding);
    assertThat(project.anonymous().get(path(branding.get("logoUrl"))).status()).isEqualTo(200);
  }

  @Test
  void whatIsWrongIsNamedAndNothingIsSaved() {
    TestProject project = projects.create();
    Map<String, Object> wrong =
        Map.ofEntries(
            Map.entry("primaryColor", "red"),
            Map.entry("bgColor", "#ffff"),
            Map.entry("borderRadius", 49),
            Map.entry("customCss", "a".repeat(10_001)),
            Map.entry("font", "comic-sans"),
            Map.entry("logoUrl", "http://app.example.com/logo.png"),
            Map.entry("darkLogoUrl", "javascript:alert(1)"),
            Map.entry("faviconUrl", "https://user:pw@app.example.com/x"),
            Map.entry("backgroundImageUrl", "https://app.example.com/a\");}*{x:url(\""),
            Map.entry("logoHeight", 15),
            Map.entry("cardWidth", 319),
            Map.entry("displayName", "a\u202eb<i>"),
            Map.entry("supportUrl", "tel:123"),
            Map.entry("termsUrl", "mailto:a@b.example"),
            Map.entry("privacyUrl", "https://"));
    for (Map.Entry<String, Object> field : wrong.entrySet()) {
      Answer answer =
          project
              .http()
              .post(PATH + "save", Map.of(field.getKey(), field.getValue(), "darkMode", true));

      assertAnswer(answer).as(field.getKey()).isInvalid(field.getKey());
    }
    assertThat(get(project).get("darkMode").asBoolean()).isFalse();
  }

  @Test
  void customCssIsSavedWithoutWhatIsRefused() {
    TestProject project = projects.create();
    JsonNode saved = save(project, Map.of("customCss", "a{color:red;\nbackground:u\\72l(x)}"));

    assertThat(saved.get("customCss").asText()).isEqualTo("a {\n  color: red;\n}\n");
    assertThat(saved.at("/warnings/0/field").asText()).isEqualTo("customCss");
    assertThat(saved.at("/warnings/0/message").asText()).startsWith("Line 2:");
    assertThat(project.anonymous().get(style(project)).body()).endsWith("a {\n  color: red;\n}\n");
  }

  @Test
  void coloursThatAreHardToReadAreTold() {
    JsonNode saved = save(projects.create(), Map.of("primaryColor", "#facc15"));

    assertThat(saved.get("warnings"))
        .isNotEmpty()
        .allSatisfy(warning -> assertThat(warning.get("code").asText()).isEqualTo("contrast"));
  }

  @Test
  void anotherProjectSeesAndChangesNothingOfIt() {
    TestProject project = projects.create();
    TestProject other = projects.create();
    save(project, Map.of("primaryColor", "#111111"));
    upload(project, "logoUrl", bytes(LOGO));
    save(other, Map.of("primaryColor", "#222222"));

    assertThat(get(project).get("primaryColor").asText()).isEqualTo("#111111");
    assertThat(get(other).get("logoUrl").asText()).isEmpty();
    String file = path(get(project).get("logoUrl")).replace(project.slug(), other.slug());
    assertThat(other.anonymous().get(file).status()).isEqualTo(404);
    String stolen = get(project).get("logoUrl").asText();
    assertAnswer(other.http().post(PATH + "save", Map.of("logoUrl", stolen))).isInvalid("logoUrl");
    String client =
        project.newClient(Map.of("branding", Map.of("bgColor", "#333"))).get("id").asText();
    assertThat(other.anonymous().get(style(other) + "?client=" + client).body())
        .isEqualTo(other.anonymous().get(style(other)).body());
  }

  @Test
  void valuesThatWereWrittenPastUsCountAsNoneIfTheyAreInvalid() {
    TestProject project = projects.create();
    String evil = "#000;}</style><script>alert(1)</script>";
    Map<String, String> attributes = new HashMap<>();
    for (String field :
        List.of(
            "primaryColor",
            "bgColor",
            "borderRadius",
            "darkMode",
            "font",
            "logoUrl",
            "darkLogoUrl",
            "faviconUrl",
            "backgroundImageUrl",
            "logoHeight",
            "cardWidth",
            "supportUrl",
            "termsUrl",
            "privacyUrl")) {
      attributes.put("banata.branding." + field, evil);
    }
    attributes.put("banata.branding.displayName", "a\u0007<script>");
    attributes.put(
        "banata.branding.customCss", "@import 'https://evil.example';a{color:red}</style>");
    attributes.put("banata.branding.logoUrl.data", "PHNjcmlwdD4=");
    project.adminRest().update(Map.of("attributes", attributes)).expect(204);

    ObjectNode branding = (ObjectNode) get(project);
    assertThat(branding.remove("customCss").asText()).doesNotContain("evil", "import", "style");
    ObjectNode none = (ObjectNode) get(projects.create());
    none.remove("customCss");
    assertThat(branding).isEqualTo(none);
    project.newClient(Map.of("clientId", "app", "redirectUris", List.of(CALLBACK)));
    String css = project.anonymous().get(style(project)).expect(200).body();
    assertThat(css + loginPage(project, "app")).doesNotContain("evil", "alert(1)");
  }

  /** An admin of the realm writes an image that no upload would have taken. */
  @Test
  void anImageThatWasWrittenPastUsIsLookedAtAgain() {
    TestProject project = projects.create();
    String file = "logoUrl-" + "0".repeat(32) + ".svg";
    String evil =
        "<svg xmlns='http://www.w3.org/2000/svg' onload='evil()'><script>evil()</script></svg>";
    project
        .adminRest()
        .update(
            Map.of(
                "attributes",
                Map.of(
                    "banata.branding.logoUrl",
                    file,
                    "banata.branding.logoUrl.data",
                    base64(bytes(evil)))))
        .expect(204);

    Answer image =
        project.anonymous().get("/realms/" + project.slug() + "/banata-branding/" + file);
    assertThat(image.status()).isEqualTo(200);
    assertThat(image.body()).doesNotContain("evil");
    assertThat(image.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
  }

  @Test
  void theStyleSheetHasANameForEachStateAndIsKept() {
    TestProject project = projects.create();
    project.newClient(Map.of("clientId", "app", "redirectUris", List.of(CALLBACK)));
    String before = styleUrl(loginPage(project, "app"));
    Answer first = project.anonymous().get(before).expect(200);
    save(project, Map.of("primaryColor", "#abcdef"));
    String after = styleUrl(loginPage(project, "app"));

    assertThat(after).isNotEqualTo(before);
    assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(first.header("Content-Type")).isEqualToIgnoringCase("text/css;charset=UTF-8");
    assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");
    Answer now = project.anonymous().get(after).expect(200);
    assertThat(now.body()).contains("--banata-primary: #abcdef;");
    assertThat(now.header("ETag")).matches("\"[0-9a-f]{24}\"").isNotEqualTo(first.header("ETag"));
    assertThat(project.anonymous().get(before).header("Cache-Control")).isEqualTo("no-cache");
    Answer known = project.anonymous().get(after, "If-None-Match", now.header("ETag"));
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(project.anonymous().get(after, "If-None-Match", first.header("ETag")).status())
        .isEqualTo(200);
  }

  private static String styleUrl(String page) {
    return page.replaceAll("(?s).*<link id=\"banata-branding\" href=\"([^\"]+)\".*", "$1")
        .replace("&amp;", "&");
  }

  @Test
  void anUploadedImageIsServedForEverUnderTheHashOfItsBytes() {
    TestProject project = projects.create();
    String first = path(upload(project, "faviconUrl", bytes(LOGO)).get("faviconUrl"));
    Answer image = project.anonymous().get(first).expect(200);

    assertThat(first).matches("/realms/[^/]+/banata-branding/faviconUrl-[0-9a-f]{32}\\.svg");
    assertThat(image.header("Content-Type")).isEqualTo("image/svg+xml");
    assertThat(image.header("Cache-Control")).contains("immutable");
    assertThat(image.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(project.anonymous().get(first, "If-None-Match", image.header("ETag")).status())
        .isEqualTo(304);
    String second =
        path(upload(project, "faviconUrl", bytes(LOGO.replace("h9", "h8"))).get("faviconUrl"));
    assertThat(second).isNotEqualTo(first);
    assertThat(project.anonymous().get(first).status()).isEqualTo(404);
    assertThat(project.anonymous().get(second.replaceFirst("faviconUrl", "logoUrl")).status())
        .isEqualTo(404);
    Map<String, Object> clear = new HashMap<>();
    clear.put("faviconUrl", null);
    save(project, clear);
    assertThat(project.anonymous().get(second).status()).isEqualTo(404);
    assertThat(project.adminRest().get("").json().get("attributes").fieldNames())
        .toIterable()
        .noneMatch(name -> name.startsWith("banata.branding.faviconUrl"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html/>", "GIF89a", "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>"})
  void whatIsNoImageIsRefused(String content) {
    Answer answer =
        projects
            .create()
            .http()
            .post(PATH + "upload", Map.of("field", "logoUrl", "data", base64(bytes(content))));

    assertAnswer(answer).isInvalid("data");
  }

  /** Each is as large as one may be; a third would be too much for the realm. */
  @Test
  void theImagesOfAProjectHaveALimitTogether() {
    TestProject project = projects.create();
    byte[] large =
        bytes(
            "<svg xmlns='http://www.w3.org/2000/svg'><desc>"
                + "a".repeat(128 * 1024 - 80)
                + "</desc></svg>");
    upload(project, "logoUrl", large);
    upload(project, "backgroundImageUrl", large);
    Answer third =
        project.http().post(PATH + "upload", Map.of("field", "darkLogoUrl", "data", base64(large)));

    assertAnswer(third).isInvalid("data");
    assertThat(project.anonymous().get(path(get(project).get("backgroundImageUrl"))).status())
        .isEqualTo(200);
    upload(project, "logoUrl", bytes(LOGO));
    upload(project, "darkLogoUrl", bytes(LOGO));
  }

  @Test
  void aClientShowsItsOwnLogoNameAndColours() {
    TestProject project = projects.create(Map.of("name", "Acme"));
    save(
        project, Map.of("primaryColor", "#111111", "darkLogoUrl", "https://acme.example/dark.png"));
    project.newClient(Map.of("clientId", "plain", "redirectUris", List.of(CALLBACK + "/plain")));
    JsonNode client =
        project.newClient(
            Map.of(
                "clientId",
                "own",
                "redirectUris",
                List.of(CALLBACK),
                "branding",
                Map.of(
                    "primaryColor",
                    "#222222",
                    "logoUrl",
                    "https://acme.example/own.png",
                    "displayName",
                    "Acme's \"Shop\"")));

    assertThat(client.at("/branding/logoUrl").asText()).isEqualTo("https://acme.example/own.png");
    assertThat(client.at("/branding/bgColor").isNull()).isTrue();
    String own = loginPage(project, "own");
    assertThat(own)
        .contains("src=\"https://acme.example/own.png\"", "alt=\"Acme")
        .doesNotContain("dark.png");
    assertThat(loginPage(project, "plain", CALLBACK + "/plain"))
        .contains("Acme")
        .doesNotContain("own.png");
    assertThat(project.anonymous().get(styleUrl(own)).body())
        .contains("--banata-primary: #222222;");
    assertThat(
            project
                .anonymous()
                .get(styleUrl(loginPage(project, "plain", CALLBACK + "/plain")))
                .body())
        .contains("--banata-primary: #111111;");
    JsonNode publicConfig =
        project
            .anonymous()
            .post(
                "/api/auth/banata/config/public",
                Map.of("projectId", project.id(), "clientId", "own"))
            .expect(200)
            .json();
    assertThat(publicConfig.at("/branding/primaryColor").asText()).isEqualTo("#222222");
    assertThat(publicConfig.get("branding").fieldNames())
        .toIterable()
        .contains("customCss", "font", "darkMode")
        .doesNotContain("theme", "warnings");

    Map<String, Object> reset = new HashMap<>();
    reset.put("id", "own");
    reset.put("branding", null);
    project.http().post(CLIENTS + "update", reset).expect(200);
    assertThat(loginPage(project, "own")).doesNotContain("own.png");
    Answer wrong =
        project
            .http()
            .post(
                CLIENTS + "update",
                Map.of("id", "own", "branding", Map.of("logoUrl", "http://x.example/")));
    assertAnswer(wrong).isInvalid("branding.logoUrl");
  }

  @Test
  void brandingGoesWithTheRealmToAnother() {
    TestProject project = projects.create();
    save(project, Map.of("primaryColor", "#abcdef", "customCss", "a{color:red}"));
    upload(project, "logoUrl", bytes(LOGO));
    ObjectNode export =
        (ObjectNode)
            project
                .adminRest()
                .post("/partial-export?exportClients=true&exportGroupsAndRoles=true", null)
                .expect(200)
                .json();
    String copy = TestProjects.unique("copy");
    Map<String, Object> imported =
        Map.of("realm", copy, "enabled", true, "attributes", export.get("attributes"));
    projects.admin().http().post("/admin/realms", imported).expect(201);
    JsonNode branding =
        projects
            .admin()
            .renewed()
            .http()
            .post(PATH + "get", Map.of("projectId", copy))
            .expect(200)
            .json();

    assertThat(branding.get("primaryColor").asText()).isEqualTo("#abcdef");
    assertThat(branding.get("customCss").asText()).contains("color: red");
    assertThat(branding.get("logoUrl").asText()).contains("/realms/" + copy + "/");
    assertThat(projects.anonymous().get(path(branding.get("logoUrl"))).status()).isEqualTo(200);
    assertThat(branding.get("theme").asText()).isEqualTo("keycloak");
  }

  @Test
  void theThemeIsOfferedAndCanBeTakenBack() {
    TestProject project = projects.create();
    project.newClient(Map.of("clientId", "app", "redirectUris", List.of(CALLBACK)));
    assertThat(save(project, Map.of("theme", "keycloak")).get("theme").asText())
        .isEqualTo("keycloak");

    assertThat(loginPage(project, "app")).doesNotContain("banata-branding");
    save(project, Map.of("theme", "banata"));
    assertThat(loginPage(project, "app")).contains("banata-branding");
  }

  @Test
  void pagesFetchNothingFromElsewhereButTheirImages() {
    TestProject project = projects.create();
    project.newClient(Map.of("clientId", "app", "redirectUris", List.of(CALLBACK)));
    save(project, Map.of("logoUrl", "https://cdn.example.com/logo.png?v=2"));
    Answer page =
        project
            .anonymous()
            .get(
                "/realms/"
                    + project.slug()
                    + "/protocol/openid-connect/auth?client_id=app&response_type=code"
                    + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                    + "&redirect_uri=https://app.example.com/callback");

    List<String> policies = page.headers().allValues("Content-Security-Policy");
    assertThat(policies).hasSize(2);
    assertThat(policies.get(0)).contains("frame-ancestors 'self'");
    assertThat(policies.get(1))
        .contains("img-src 'self' data: https://cdn.example.com/logo.png;")
        .contains("font-src 'self' data:;");
  }

  @Test
  void aPageIsPreviewedWithoutASessionOrACookie() {
    TestProject project = projects.create();
    Answer preview =
        project
            .http()
            .post(
                PATH + "preview",
                Map.of(
                    "page",
                    "sign-in",
                    "branding",
                    Map.of("primaryColor", "#fedcba", "displayName", "Draft & Co")));

    assertAnswer(preview).isOk();
    assertThat(preview.headers().allValues("Set-Cookie")).isEmpty();
    String html = preview.json().get("html").asText();
    assertThat(html)
        .contains("--banata-primary: #fedcba;", "Draft &amp; Co", "kc-login")
        .doesNotContain("Draft & Co");
    assertThat(get(project).get("primaryColor").asText()).isEqualTo("#0f766e");
    Answer wrong =
        project
            .http()
            .post(PATH + "preview", Map.of("page", "error", "branding", Map.of("bgColor", "x")));
    assertAnswer(wrong).isInvalid("branding.bgColor");
    assertAnswer(project.http().post(PATH + "preview", Map.of("page", "error", "clientId", "no")))
        .isRefused(404, "CLIENT_NOT_FOUND");
    assertAnswer(project.http().post(PATH + "preview", Map.of("page", "error", "locale", "xx")))
        .isInvalid("locale");
  }
}
