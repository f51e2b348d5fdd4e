package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.browser.Chromium;
import dev.banata.keycloak.email.Mailbox.Received;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails as a reader sees them; the pictures are kept in {@code target/emails}. */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmailLooksIT {

  private static final Path PICTURES = Path.of("target", "emails");
  private static final String SECRET = "a-secret-of-two-servers";
  private static final String PASSWORD = "correct horse battery";

  /** The lowest contrast of a text of the page with the ground behind it (WCAG 2.2). */
  private static final String CONTRAST =
      """
      () => {
        const parse = c => (c.match(/[0-9.]+/g) || []).map(Number);
        const lum = ([r, g, b]) => { const f = v => { v /= 255; return v <= 0.04045 ? v / 12.92
          : Math.pow((v + 0.055) / 1.055, 2.4); }; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
        const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
          if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
        let worst = 21;
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const e = walker.currentNode.parentElement;
          if (!walker.currentNode.textContent.trim() || !e.offsetParent || e.offsetHeight < 5) continue;
          const a = lum(parse(getComputedStyle(e).color)), b = lum(ground(e));
          worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
        }
        return worst;
      }
      """;

  private TestServer server;
  private TestProjects projects;
  private Mailbox mail;
  private Chromium chromium;

  @BeforeAll
  void start(TestServer running) {
    assumeTrue(Chromium.isThere(), "no chromium");
    server = running;
    projects = new TestProjects(running);
    mail = new Mailbox();
    chromium = Chromium.start();
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      mail.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "teal, '#0f766e', '#f5f5f4', verification, en",
    "night, '#111827', '#ffffff', password-reset, de",
    "sun, '#facc15', '#1e1b4b', invitation, fr",
    "teal, '#0f766e', '#f5f5f4', email-otp, es",
    "white, '#ffffff', '#fafaf9', welcome, it"
  })
  void canBeReadInTheLightInTheDarkAndOnAPhone(
      String name, String primary, String ground, String template, String locale) {
    TestProject project = projects.create(Map.of("name", "The Shop"));
    project
        .adminRest()
        .update(
            Map.of(
                "attributes",
                Map.of("banata.branding.primaryColor", primary, "banata.branding.bgColor", ground)))
        .expect(204);
    String html =
        project
            .http()
            .post("/api/auth/banata/emails/preview", Map.of("template", template, "locale", locale))
            .expect(200)
            .json()
            .get("html")
            .asText();
    Page page = chromium.newPage();
    page.setContent(html);
    for (int width : List.of(700, 390)) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.setViewportSize(width, 720);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(
                    PICTURES.resolve(
                        "%s-%s-%s-%d.png"
                            .formatted(
                                template, name, scheme.name().toLowerCase(Locale.ROOT), width))));

        assertThat(((Number) page.evaluate(CONTRAST)).doubleValue())
            .as("%s %s %d", template, scheme, width)
            .isGreaterThanOrEqualTo(4.5);
        assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
            .isLessThanOrEqualTo(width);
        assertThat(page.locator(".b-card").boundingBox().width).isLessThanOrEqualTo(480);
      }
    }
    page.close();
  }

  /** No project may send its users to another of the same server: the admin realm may. */
  @Test
  void theLinkToAnIdentityProvider() {
    TestProject shop = projects.create(Map.of("name", "The Shop"));
    mail.connect(shop);
    String name = TestProjects.unique("both");
    Map<String, Object> person = Map.of("firstName", "Ada", "lastName", "Byron");
    projects.master().createUser(name, PASSWORD, person);
    shop.adminRest().createUser(name, PASSWORD, person);
    String url = server.keycloak().url();
    identityProvider(shop, url);

    Page page = chromium.newPage();
    String account = url + "/realms/" + shop.slug() + "/account/";
    page.navigate(
        url
            + "/realms/"
            + shop.slug()
            + "/protocol/openid-connect/auth?client_id=account&response_type=code&scope=openid"
            + "&kc_idp_hint=corp&redirect_uri="
            + URLEncoder.encode(account, StandardCharsets.UTF_8));
    page.fill("#username", name);
    if (page.locator("#password").count() == 0) {
      page.click("#kc-login");
    }
    page.fill("#password", PASSWORD);
    page.click("#kc-login");
    page.click("#linkAccount");
    page.waitForSelector("#kc-page-title");

    Received received = mail.to(name + "@example.org");
    assertThat(received.subject()).isEqualTo("Link Corp & Co");
    assertThat(received.html())
        .startsWith("<!DOCTYPE html>")
        .contains("Sent by The Shop")
        .contains("Corp &amp; Co");
    assertThat(received.link()).contains("/login-actions/action-token?key=");
    page.close();
  }

  private void identityProvider(TestProject shop, String url) {
    projects
        .master()
        .createClient(
            Map.of(
                "clientId",
                shop.slug(),
                "secret",
                SECRET,
                "redirectUris",
                List.of(url + "/realms/" + shop.slug() + "/broker/corp/endpoint")));
    String oidc = url + "/realms/master/protocol/openid-connect";
    shop.adminRest()
        .post(
            "/identity-provider/instances",
            Map.of(
                "alias",
                "corp",
                "providerId",
                "oidc",
                "displayName",
                "Corp & Co",
                "enabled",
                true,
                "config",
                Map.ofEntries(
                    Map.entry("clientId", shop.slug()),
                    Map.entry("clientSecret", SECRET),
                    Map.entry("clientAuthMethod", "client_secret_post"),
                    Map.entry("authorizationUrl", oidc + "/auth"),
                    Map.entry("tokenUrl", oidc + "/token"),
                    Map.entry("userInfoUrl", oidc + "/userinfo"),
                    Map.entry("pkceEnabled", "true"),
                    Map.entry("pkceMethod", "S256"),
                    Map.entry("defaultScope", "openid email profile"))))
        .expect(201);
  }
}
