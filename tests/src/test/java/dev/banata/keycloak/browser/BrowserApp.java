package dev.banata.keycloak.browser;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.banata.keycloak.api.TestProject;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A browser-only app at an origin of its own, with a public client of a project. */
public final class BrowserApp implements Closeable {

  private static final String VERIFIER =
      "a-code-verifier-that-has-at-least-43-characters-0123456789";

  /** What a script of the page does with fetch; cross-origin answers are the browser's to give. */
  private static final String POST =
      """
      ([url, type, body]) =>
        fetch(url, {method: 'POST', headers: {'Content-Type': type}, body}).then(answer => answer.json())
      """;

  private final HttpServer pages;
  private final String clientId;
  private final String oidc;

  private BrowserApp(HttpServer pages, String clientId, String oidc) {
    this.pages = pages;
    this.clientId = clientId;
    this.oidc = oidc;
  }

  /**
   * Starts the app and makes its client.
   *
   * @param keycloak the server's URL
   */
  public static BrowserApp start(String keycloak, TestProject project, String clientId)
      throws IOException {
    HttpServer pages =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pages.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>App</title>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    pages.start();
    BrowserApp app =
        new BrowserApp(
            pages, clientId, keycloak + "/realms/" + project.slug() + "/protocol/openid-connect/");
    project.newClient(
        Map.of(
            "clientId",
            clientId,
            "clientAuthentication",
            "none",
            "redirectUris",
            List.of(app.callback()),
            "trustedOrigins",
            List.of(app.origin())));
    return app;
  }

  public String origin() {
    return "http://localhost:" + pages.getAddress().getPort();
  }

  public String callback() {
    return origin() + "/callback";
  }

  /** Where the app sends a person who is to sign in. */
  public String authorize(String scope, String redirect) {
    return oidc
        + "auth?response_type=code&state=s1&code_challenge_method=S256"
        + "&client_id="
        + clientId
        + "&scope="
        + URLEncoder.encode(scope, StandardCharsets.UTF_8)
        + "&code_challenge="
        + challenge()
        + "&redirect_uri="
        + redirect;
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fills in Keycloak's form and returns the code with which the browser comes back. */
  public static String signIn(Page page, String username, String password) {
    page.fill("#username", username);
    if (page.locator("#password").count() == 0) {
      // A realm with organizations asks who it is first.
      page.click("#kc-login");
    }
    page.fill("#password", password);
    page.click("#kc-login");
    page.waitForURL("**/callback?*");
    return URI.create(page.url()).getQuery().replaceFirst(".*\\bcode=([^&]+).*", "$1");
  }

  /** What the token endpoint answers to a script of the page. */
  public Object redeem(Page page, String code) {
    String body =
        "grant_type=authorization_code&client_id=%s&code_verifier=%s&redirect_uri=%s&code=%s"
            .formatted(clientId, VERIFIER, callback(), code);
    return post(page, oidc + "token", "application/x-www-form-urlencoded", body);
  }

  public static Object post(Page page, String url, String type, String body) {
    return page.evaluate(POST, List.of(url, type, body));
  }

  @Override
  public void close() {
    pages.stop(0);
  }
}
