package dev.banata.keycloak.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.banata.keycloak.browser.BrowserApp;
import dev.banata.keycloak.browser.Chromium;
import dev.banata.keycloak.organization.OrganizationsFixture;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A member with a passkey who comes by the password is asked for it, in a real browser (C3). */
@Tag("once")
@ExtendWith(ServerExtension.class)
final class StepUpIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nine pages one after the other, on a machine that may be busy. */
  private static final double PATIENCE_MILLIS = 60_000;

  @Test
  void c3_whoHasAPasskeyAndComesByPasswordIsAskedForIt(TestServer server) throws IOException {
    assumeTrue(Chromium.isThere(), "no chromium");
    OrganizationsFixture organizations = new OrganizationsFixture(server);
    JsonNode organization = organizations.create(Map.of());
    String id = organization.get("id").asText();
    JsonNode user = organizations.newUser("example.org");
    String email = user.get("email").asText();
    organizations.setPassword(user.get("id").asText());
    // Else the browser would sign in by the passkey alone.
    organizations
        .project()
        .adminRest()
        .update(Map.of("webAuthnPolicyPasswordlessPasskeysEnabled", false))
        .expect(204);
    organizations.add(id, user.get("id").asText(), "member").expect(200);
    try (Chromium chromium = Chromium.start();
        BrowserApp app =
            BrowserApp.start(server.keycloak().url(), organizations.project(), "shop")) {
      Page page = chromium.newPage();
      page.setDefaultTimeout(PATIENCE_MILLIS);
      page.setDefaultNavigationTimeout(PATIENCE_MILLIS);
      addAuthenticator(page);
      enrol(page, app, email);
      organizations.update(id, Map.of("requireMfa", true)).expect(200);

      // Another session: the one before has used the passkey by setting it up.
      page.context().clearCookies();
      page.navigate(app.authorize("openid", app.callback()));
      signIn(page, email);
      page.waitForURL(url -> !url.contains("/login-actions/authenticate"));
      assertThat(page.url()).as(page.content()).contains("banata-organization-policy");
      page.click("#authenticateWebAuthnButton");
      page.waitForURL("**/callback?*");

      String code = page.url().replaceFirst(".*[?&]code=([^&]+).*", "$1");
      JsonNode tokens = JSON.valueToTree(app.redeem(page, code));
      assertThat(tokens.has("access_token")).as(tokens.toString()).isTrue();
      // The session has used it: it is not asked for again.
      page.navigate(app.authorize("openid", app.callback()));
      page.waitForURL("**/callback?*");
    }
  }

  private static void addAuthenticator(Page page) {
    CDPSession devTools = page.context().newCDPSession(page);
    devTools.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    JsonObject parameters = new JsonObject();
    parameters.add("options", options);
    devTools.send("WebAuthn.addVirtualAuthenticator", parameters);
  }

  /** Sets up a passkey, and signs in by the password for it. */
  private static void enrol(Page page, BrowserApp app, String email) {
    page.onDialog(dialog -> dialog.accept("passkey"));
    page.navigate(
        app.authorize("openid", app.callback()) + "&kc_action=webauthn-register-passwordless");
    signIn(page, email);
    page.click("#registerWebAuthn");
    page.waitForURL("**/callback?*");
  }

  private static void signIn(Page page, String email) {
    page.fill("#username", email);
    if (page.locator("#password").count() == 0) {
      page.click("#kc-login");
    }
    page.fill("#password", OrganizationsFixture.PASSWORD);
    page.click("#kc-login");
  }
}
