package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.browser.BrowserApp;
import dev.banata.keycloak.browser.Chromium;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages that a sign-in shows to some only, each come to as those come to it. */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrandedStepsIT {

  private static final String PASSWORD = "browser-password-1";

  private Chromium chromium;
  private TestProject project;
  private AdminRest admin;
  private BrowserApp app;

  @BeforeAll
  void start(TestServer server) throws IOException {
    assumeTrue(Chromium.isThere(), "no chromium");
    chromium = Chromium.start();
    project = new BrandedProjects(new TestProjects(server)).acme();
    admin = project.adminRest();
    app = BrowserApp.start(server.keycloak().url(), project, "app");
    letPeopleUse("WebAuthn Authenticator");
    letPeopleUse("Recovery Authentication Code Form");
  }

  /** A second factor that Keycloak leaves off until somebody wants it. */
  private void letPeopleUse(String authenticator) {
    String flow = admin.get("").json().get("browserFlow").asText();
    String executions = "/authentication/flows/" + flow + "/executions";
    for (JsonNode execution : admin.get(executions.replace(" ", "%20")).expect(200).json()) {
      if (execution.get("displayName").asText().equals(authenticator)) {
        ((ObjectNode) execution).put("requirement", "ALTERNATIVE");
        admin.put(executions.replace(" ", "%20"), execution).expect(204);
        return;
      }
    }
    assertThat(executions).as("authenticators").contains(authenticator);
  }

  @AfterAll
  void stop() {
    if (app != null) {
      app.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  private Page open(String scope) {
    Page page = chromium.newPage();
    page.navigate(app.authorize(scope, app.callback()));
    return page;
  }

  private static void enter(Page page, String username) {
    page.fill("#username", username);
    page.click("#kc-login");
    page.fill("#password", PASSWORD);
    page.click("#kc-login");
  }

  private static void assertShows(Page page, String selector, String what) {
    page.waitForSelector(selector);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots", what.replace(' ', '-') + ".png")));
    BrandedPage.assertAcmes(page, what);
  }

  private String createUser(String username, Map<String, Object> more) {
    Map<String, Object> fields = new HashMap<>(Map.of("firstName", "Ada", "lastName", "Byron"));
    fields.putAll(more);
    return admin.createUser(username, PASSWORD, fields);
  }

  private static Map<String, Object> otp() {
    return Map.of(
        "type",
        "otp",
        "secretData",
        "{\"value\":\"a-secret-of-a-test-1\"}",
        "credentialData",
        "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}");
  }

  @Test
  void aOneTimePassword() {
    createUser("otto", Map.of("credentials", List.of(otp())));
    Page page = open("openid");
    enter(page, "otto");

    assertShows(page, "#otp", "one-time password");
    page.fill("#otp", "000000");
    page.click("#kc-login");
    assertShows(page, "text=Invalid authenticator code", "wrong one-time password");
  }

  @Test
  void aPasskeyOrRecoveryCodesInItsPlace() {
    createUser("wanda", Map.of());
    Page page = open("openid");
    CDPSession device = page.context().newCDPSession(page);
    device.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "usb");
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    JsonObject authenticator = new JsonObject();
    authenticator.add("options", options);
    device.send("WebAuthn.addVirtualAuthenticator", authenticator);
    BrowserApp.signIn(page, "wanda", PASSWORD);
    page.navigate(app.authorize("openid", app.callback()) + "&kc_action=webauthn-register");
    page.onDialog(dialog -> dialog.accept("key"));
    page.click("#registerWebAuthn");
    page.waitForURL("**/callback?*");
    page.navigate(
        app.authorize("openid", app.callback()) + "&kc_action=CONFIGURE_RECOVERY_AUTHN_CODES");
    page.click("#kcRecoveryCodesConfirmationCheck");
    page.click("#saveRecoveryAuthnCodesBtn");
    page.waitForURL("**/callback?*");
    page.context().clearCookies();

    page.navigate(app.authorize("openid", app.callback()));
    enter(page, "wanda");
    assertShows(page, "#authenticateWebAuthnButton", "passkey");
    page.click("#try-another-way");
    assertShows(page, "text=Select login method", "choice of the second factor");
    page.locator("[role=button]", new Page.LocatorOptions().setHasText("Recovery")).focus();
    page.keyboard().press("Enter");
    assertShows(page, "#recoveryCodeInput", "recovery code");
  }

  @Test
  void anAddressToVerify() {
    // The page is the same whether the mail goes, and there is no mail server here.
    project
        .http()
        .post(
            "/api/auth/banata/config/emails/toggle", Map.of("id", "verification", "enabled", false))
        .expect(200);
    createUser("vera", Map.of("emailVerified", false, "requiredActions", List.of("VERIFY_EMAIL")));
    Page page = open("openid");
    enter(page, "vera");

    assertShows(page, "text=You need to verify your email address", "verify");
  }

  @Test
  void anAgreement() {
    createUser("cora", Map.of());
    String client = "/clients/" + admin.idOfClient("app");
    ObjectNode representation = (ObjectNode) admin.get(client).json();
    admin.put(client, representation.deepCopy().put("consentRequired", true)).expect(204);
    try {
      Page page = open("openid");
      enter(page, "cora");

      assertShows(page, "#kc-oauth", "agreement");
    } finally {
      admin.put(client, representation).expect(204);
    }
  }

  @Test
  void oneOfSeveralOrganizations() {
    String user = createUser("olga", Map.of());
    for (String alias : List.of("first", "second")) {
      admin.addGuest(admin.createOrganization(alias), user);
    }
    Page page = open("openid organization");
    page.fill("#username", "olga");
    page.click("#kc-login");

    assertShows(page, "#organization-first", "organizations");
  }
}
