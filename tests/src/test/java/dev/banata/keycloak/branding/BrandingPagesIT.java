package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.browser.BrowserApp;
import dev.banata.keycloak.browser.Chromium;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of a sign-in in the look of its project, in a real browser. */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrandingPagesIT {

  private static final String PASSWORD = "browser-password-1";
  private static final String PREVIEW = "/api/auth/banata/config/branding/preview";

  private Chromium chromium;
  private TestProjects projects;
  private String keycloak;
  private Map<String, TestProject> branded;
  private final Map<String, BrowserApp> apps = new LinkedHashMap<>();

  @BeforeAll
  void start(TestServer server) throws IOException {
    assumeTrue(Chromium.isThere(), "no chromium");
    chromium = Chromium.start();
    keycloak = server.keycloak().url();
    projects = new TestProjects(server);
    branded = new BrandedProjects(projects).create();
    for (Map.Entry<String, TestProject> project : branded.entrySet()) {
      apps.put(project.getKey(), BrowserApp.start(keycloak, project.getValue(), "app"));
    }
    branded
        .get("acme")
        .adminRest()
        .createUser("ada", PASSWORD, Map.of("firstName", "Ada", "lastName", "Byron"));
  }

  @AfterAll
  void stop() {
    apps.values().forEach(BrowserApp::close);
    if (chromium != null) {
      chromium.close();
    }
  }

  Stream<String> pages() {
    List<String> names = new ArrayList<>();
    for (JsonNode page : previewPages()) {
      names.add(page.asText());
    }
    return names.stream();
  }

  private JsonNode previewPages() {
    JsonNode pages =
        projects
            .anonymous()
            .get("/api/auth/banata/openapi.json")
            .json()
            .at("/components/schemas/PreviewPage/enum");
    assertThat(pages.size()).isGreaterThan(20);
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageIsSoundForEverybodyInLightAndDark(String name) {
    for (Map.Entry<String, TestProject> project : branded.entrySet()) {
      for (boolean dark : List.of(false, true)) {
        JsonNode preview =
            project
                .getValue()
                .http()
                .post(PREVIEW, Map.of("page", name, "dark", dark, "locale", "en"))
                .expect(200)
                .json();
        Page page = chromium.newPage();
        page.setContent(preview.get("html").asText());

        assertThat(page.locator("style").first().textContent()).contains("--banata-primary");
        assertThat(page.locator("#kc-header-wrapper").count()).isOne();
        Axe.assertSound(page, project.getKey() + (dark ? " dark" : " light"));
        page.context().close();
      }
    }
  }

  private String authorize(String project, String more) {
    BrowserApp app = apps.get(project);
    return app.authorize("openid", app.callback()) + more;
  }

  @Test
  void thePagesOfARealSignInCarryTheStyleSheet() {
    Page page = chromium.newPage();
    List<String> refused = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            refused.add(message.text());
          }
        });
    page.navigate(authorize("acme", ""));
    BrandedPage.assertAcmes(page, "sign-in");
    page.click("#kc-registration a");
    BrandedPage.assertAcmes(page, "register");
    page.navigate(authorize("acme", ""));
    page.fill("#username", "ada");
    page.click("#kc-login");
    BrandedPage.assertAcmes(page, "password");
    page.click("text=Forgot Password?");
    BrandedPage.assertAcmes(page, "reset password");
    page.navigate(authorize("acme", ""));
    BrowserApp.signIn(page, "ada", PASSWORD);
    for (String action :
        List.of(
            "UPDATE_PASSWORD",
            "UPDATE_PROFILE",
            "CONFIGURE_TOTP",
            "CONFIGURE_RECOVERY_AUTHN_CODES",
            "webauthn-register")) {
      page.navigate(authorize("acme", "&kc_action=" + action));
      BrandedPage.assertAcmes(page, action);
    }
    String realm = keycloak + "/realms/" + branded.get("acme").slug();
    page.navigate(realm + "/protocol/openid-connect/logout");
    BrandedPage.assertAcmes(page, "logout");
    page.click("#kc-logout");
    BrandedPage.assertAcmes(page, "info");
    page.navigate(realm + "/device");
    BrandedPage.assertAcmes(page, "device");
    page.navigate(authorize("acme", "").replace("client_id=app", "client_id=unknown"));
    BrandedPage.assertAcmes(page, "error");
    assertThat(refused).isEmpty();
  }

  @Test
  void oneCanSignInWithTheKeyboardAlone() {
    Page page = chromium.newPage();
    page.navigate(authorize("acme", ""));
    page.keyboard().type("ada");
    page.keyboard().press("Enter");
    page.waitForSelector("#password");
    tabTo(page, "password");
    page.keyboard().type(PASSWORD);
    tabTo(page, "kc-login");
    assertThat(page.evaluate("getComputedStyle(document.activeElement).boxShadow").toString())
        .as("what shows where the focus is")
        .isNotEqualTo("none");
    page.keyboard().press("Enter");

    page.waitForURL("**/callback?*");
    assertThat(page.url()).contains("code=");
  }

  private static void tabTo(Page page, String id) {
    for (int presses = 0; presses < 12; presses++) {
      if (id.equals(page.evaluate("document.activeElement.id"))) {
        return;
      }
      page.keyboard().press("Tab");
    }
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "acme, light", "acme, dark", "acme, mobile", "acme, rtl",
    "nova, light", "nova, dark", "nova, mobile", "nova, rtl",
    "zest, light", "zest, dark", "zest, mobile", "zest, rtl"
  })
  void aSignInLooksAsItDid(String project, String kind) {
    NewContextOptions person =
        new NewContextOptions()
            .setColorScheme(kind.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setReducedMotion(ReducedMotion.REDUCE)
            .setViewportSize(kind.equals("mobile") ? 390 : 1000, kind.equals("mobile") ? 844 : 720);
    Page page = chromium.newPage(person);
    page.navigate(authorize(project, kind.equals("rtl") ? "&ui_locales=ar" : ""));
    page.evaluate("document.activeElement.blur()");

    assertThat(page.getAttribute("html", "dir")).isEqualTo(kind.equals("rtl") ? "rtl" : "ltr");
    Picture.of("sign-in-" + project + "-" + kind, page.screenshot()).assertAsKept();
    page.context().close();
  }

  @Test
  void theAccountConsoleHasTheLogoAndTheColours() {
    Page page = chromium.newPage();
    page.navigate(keycloak + "/realms/" + branded.get("acme").slug() + "/account/");
    page.fill("#username", "ada");
    page.click("#kc-login");
    page.fill("#password", PASSWORD);
    page.click("#kc-login");
    page.waitForSelector(".pf-v5-c-masthead img");

    assertThat(
            (Integer) page.evaluate("document.querySelector('.pf-v5-c-masthead img').naturalWidth"))
        .as("width of the logo")
        .isPositive();
    assertThat(
            page.evaluate(
                "getComputedStyle(document.documentElement).getPropertyValue('--banata-primary')"))
        .isEqualTo("#0f766e");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(java.nio.file.Path.of("target/screenshots/account.png")));
  }
}
