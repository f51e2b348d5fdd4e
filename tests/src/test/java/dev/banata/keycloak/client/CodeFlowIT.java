package dev.banata.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.sun.net.httpserver.HttpServer;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.browser.Chromium;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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
  private static final String VERIFIER =
      "a-code-verifier-that-has-at-least-43-characters-0123456789";

  /** What a script of the page does with fetch; cross-origin answers are the browser's to give. */
  private static final String POST =
      """
      ([url, type, body]) =>
        fetch(url, {method: 'POST', headers: {'Content-Type': type}, body}).then(answer => answer.json())
      """;

  private Chromium chromium;
  private HttpServer shop;
  private HttpServer forum;
  private String keycloak;
  private TestProject project;

  @BeforeAll
  void start(TestServer server) throws IOException {
    assumeTrue(Chromium.isThere(), "no chromium");
    chromium = Chromium.start();
    shop = app();
    forum = app();
    keycloak = server.keycloak().url();
    project = new TestProjects(server).create();
    project
        .adminRest()
        .createUser("ada", PASSWORD, Map.of("firstName", "Ada", "lastName", "Byron"));
    client("shop", shop);
    client("forum", forum);
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      shop.stop(0);
      forum.stop(0);
    }
  }

  private static HttpServer app() throws IOException {
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>App</title>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    app.start();
    return app;
  }

  private static String origin(HttpServer app) {
    return "http://localhost:" + app.getAddress().getPort();
  }

  private void client(String clientId, HttpServer app) {
    project.newClient(
        Map.of(
            "clientId",
            clientId,
            "clientAuthentication",
            "none",
            "redirectUris",
            List.of(origin(app) + "/callback"),
            "webOrigins",
            List.of(origin(app))));
  }

  private String oidc(String endpoint) {
    return keycloak + "/realms/" + project.slug() + "/protocol/openid-connect/" + endpoint;
  }

  private Page authorize(String redirect) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8));
    String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    Page page = chromium.newPage();
    page.navigate(
        oidc("auth")
            + "?client_id=shop&response_type=code&scope=openid&state=s1&code_challenge_method=S256"
            + "&code_challenge="
            + challenge
            + "&redirect_uri="
            + redirect);
    return page;
  }

  private static String signIn(Page page) {
    page.fill("#username", "ada");
    page.fill("#password", PASSWORD);
    page.click("#kc-login");
    page.waitForURL("**/callback?*");
    return URI.create(page.url()).getQuery().replaceFirst(".*\\bcode=([^&]+).*", "$1");
  }

  private Object redeem(Page page, String code) {
    String body =
        "grant_type=authorization_code&client_id=shop&code_verifier=%s&redirect_uri=%s/callback&code=%s"
            .formatted(VERIFIER, origin(shop), code);
    return page.evaluate(POST, List.of(oidc("token"), "application/x-www-form-urlencoded", body));
  }

  @Test
  void anAppGetsItsTokensByAScriptOfItsOwnOrigin() throws NoSuchAlgorithmException {
    Page page = authorize(origin(shop) + "/callback");
    assertThat(page.title()).contains("Sign in");
    String code = signIn(page);

    assertThat(page.url()).startsWith(origin(shop) + "/callback?").contains("state=s1");
    assertThat(redeem(page, code))
        .asInstanceOf(MAP)
        .containsKeys("access_token", "id_token", "refresh_token");
  }

  /** The code is good, and the endpoint answers; the browser keeps the answer from the script. */
  @Test
  void anotherAppsScriptIsShownNoTokens() throws NoSuchAlgorithmException {
    String code = signIn(authorize(origin(shop) + "/callback"));
    Page other = chromium.newPage();
    other.navigate(origin(forum) + "/");

    assertThatThrownBy(() -> redeem(other, code))
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("Failed to fetch");
  }

  @Test
  void ourOwnEndpointTrustsTheOriginsOfTheClientThatIsAskedFor() {
    Page page = chromium.newPage();
    page.navigate(origin(shop) + "/");

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
    return page.evaluate(POST, List.of(url, "application/json", body));
  }

  @Test
  void aRedirectThatIsNotTheClientsShowsAnErrorAndLeadsNowhere() throws NoSuchAlgorithmException {
    for (String redirect :
        List.of(
            origin(forum) + "/callback",
            origin(shop) + "/callback/..%2Fevil",
            origin(shop) + "/callback?more",
            "https://evil.example/callback")) {
      Page page = authorize(redirect);

      assertThat(page.url()).startsWith(keycloak);
      assertThat(page.content()).contains("Invalid parameter: redirect_uri");
    }
  }
}
