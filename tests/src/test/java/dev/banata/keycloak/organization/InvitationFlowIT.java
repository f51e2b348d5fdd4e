package dev.banata.keycloak.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.browser.BrowserApp;
import dev.banata.keycloak.browser.Chromium;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the mail to the claims of a token, in a real browser. */
@Tag("once")
@ExtendWith(ServerExtension.class)
final class InvitationFlowIT {

  private static final String PASSWORD = "browser-password-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whoFollowsTheMailSignsInAsAMember(TestServer server) throws IOException {
    assumeTrue(Chromium.isThere(), "no chromium");
    OrganizationsFixture organizations = new OrganizationsFixture(server);
    JsonNode acme = organizations.create(Map.of("name", "Acme", "slug", "acme"));
    String email = TestProjects.unique("new") + "@example.org";
    try (TestMail mail = new TestMail(organizations.project());
        Chromium chromium = Chromium.start();
        BrowserApp app =
            BrowserApp.start(server.keycloak().url(), organizations.project(), "shop")) {
      organizations.invite(acme.get("id").asText(), email, "admin").expect(200);

      register(chromium.newPage(), TestMail.link(mail.to(email).get(0)), email);
      Page page = chromium.newPage();
      page.navigate(app.authorize("openid", app.callback()));
      Object tokens = app.redeem(page, BrowserApp.signIn(page, email, PASSWORD));

      JsonNode claims = claims(JSON.valueToTree(tokens).get("access_token").asText());
      assertThat(claims.get("org_id")).isEqualTo(acme.get("id"));
      assertThat(claims.get("org_slug").asText()).isEqualTo("acme");
      assertThat(claims.get("org_role").asText()).isEqualTo("admin");
      assertThat(claims.get("org_permissions").valueStream().map(JsonNode::asText))
          .contains("member.invite")
          .doesNotContain("*");
      assertThat(claims.get("email_verified").asBoolean()).isTrue();
    }
    JsonNode member = organizations.members(acme.get("id").asText()).get(0);
    assertThat(member.at("/user/email").asText()).isEqualTo(email);
    assertThat(member.get("source").asText()).isEqualTo("invitation");
  }

  /** The page knows the address already; the link leads there once. */
  private static void register(Page page, String link, String email) {
    page.navigate(link);
    assertThat(page.inputValue("#email")).isEqualTo(email);
    page.fill("#username", email);
    page.fill("#firstName", "Grace");
    page.fill("#lastName", "Hopper");
    page.fill("#password", PASSWORD);
    page.fill("#password-confirm", PASSWORD);
    page.click("form#kc-register-form [type=submit]");
    page.waitForURL(url -> !url.contains("/login-actions/"));
  }

  private static JsonNode claims(String token) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
  }
}
