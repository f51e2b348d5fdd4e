package dev.banata.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.browser.BrowserApp;
import dev.banata.keycloak.browser.Chromium;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two browser-only apps of one project, each at its own origin, in a real browser. */
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class CodeFlowIT {

  private static final String PASSWORD = "browser-password-1";

  private Chromium chromium;
  private BrowserApp shop;
  private BrowserApp forum;
  private String keycloak;
  private TestProject project;

  @BeforeAll
  void start(TestServer server) throws IOException {
    assumeTrue(Chromium.isThere(), "no chromium");
    chromium = Chromium.start();
    keycloak = server.keycloak().url();
    project = new TestProjects(server).create();
    project
        .adminRest()
        .createUser("ada", PASSWORD, Map.of("firstName", "Ada", "lastName", "Byron"));
    shop = BrowserApp.start(keycloak, project, "shop");
    forum = BrowserApp.start(keycloak, project, "forum");
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      shop.close();
      forum.close();
    }
  }

  private Page authorize(String redirect) {
    Page page = chromium.newPage();
    page.navigate(shop.authorize("openid", redirect));
    return page;
  }

  private static String signIn(Page page) {
    return BrowserApp.signIn(page, "ada", PASSWORD);
  }

  @Test
  void anAppGetsItsTokensByAScriptOfItsOwnOrigin() {
    Page page = authorize(shop.callback());
    assertThat(page.title()).contains("Sign in");
    String code = signIn(page);

    assertThat(page.url()).startsWith(shop.callback() + "?").contains("state=s1");
    assertThat(shop.redeem(page, code))
        .asInstanceOf(MAP)
        .containsKeys("access_token", "id_token", "refresh_token");
  }

  /** The code is good, and the endpoint answers; the browser keeps the answer from the script. */
  @Test
  void anotherAppsScriptIsShownNoTokens() {
    String code = signIn(authorize(shop.callback()));
    Page other = chromium.newPage();
    other.navigate(forum.origin() + "/");

    assertThatThrownBy(() -> shop.redeem(other, code))
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("Failed to fetch");
  }

  @Test
  void ourOwnEndpointTrustsTheOriginsOfTheClientThatIsAskedFor() {
    Page page = chromium.newPage();
    page.navigate(shop.origin() + "/");

    assertThat(publicConfig(page, "shop")).asInstanceOf(MAP).containsKey("client");
    assertThatThrownBy(() -> publicConfig(page, "forum"))
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("Failed to fetch");
  }

  /** The query is for the browser's preflight, which has no body. */
  private Object publicConfig(Page page, String clientId) {
    String url =
        "%s/api/auth/banata/config/public?projectId=%s&clientId=%s"
            .formatted(keycloak, project.id(), clientId);
    String body = "{\"projectId\": \"%s\", \"clientId\": \"%s\"}".formatted(project.id(), clientId);
    return BrowserApp.post(page, url, "application/json", body);
  }

  @Test
  void aRedirectThatIsNotTheClientsShowsAnErrorAndLeadsNowhere() {
    for (String redirect :
        List.of(
            forum.callback(),
            shop.callback() + "/..%2Fevil",
            shop.callback() + "?more",
            "https://evil.example/callback")) {
      Page page = authorize(redirect);

      assertThat(page.url()).startsWith(keycloak);
      assertThat(page.content()).contains("Invalid parameter: redirect_uri");
    }
  }
}
