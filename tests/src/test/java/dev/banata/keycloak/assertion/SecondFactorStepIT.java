package dev.banata.keycloak.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.organization.Browser;
import dev.banata.keycloak.organization.OrganizationsFixture;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second factor that the realm's flow does not ask for is asked for within the sign-in (C3). */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecondFactorStepIT {

  private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
  private static final String CALLBACK = "https://web.example/callback";
  private static final String SECRET = "a secret of twenty b";

  /** RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private OrganizationsFixture organizations;
  private AdminRest rest;
  private String keycloak;

  @BeforeAll
  void makeProject(TestServer server) {
    keycloak = server.keycloak().url();
    organizations = new OrganizationsFixture(server);
    rest = organizations.project().adminRest();
    rest.createClient(
        Map.of("clientId", "web", "publicClient", true, "redirectUris", List.of(CALLBACK)));
    // As in a realm whose flow was made without a second factor.
    for (JsonNode execution :
        rest.get("/authentication/flows/browser/executions").expect(200).json()) {
      if (execution.get("displayName").asText().contains("Conditional")
          && execution.path("authenticationFlow").asBoolean()
          && execution.get("level").asInt() > 0) {
        ObjectNode changed = execution.deepCopy();
        changed.put("requirement", "DISABLED");
        rest.put("/authentication/flows/browser/executions", changed).expect(204);
      }
    }
  }

  private String member(String organization) {
    String email = TestProjects.unique("otp") + "@example.org";
    String id =
        rest.createUser(
            email,
            OrganizationsFixture.PASSWORD,
            Map.of(
                "email",
                email,
                "firstName",
                "Test",
                "lastName",
                "User",
                "credentials",
                List.of(
                    Map.of(
                        "type",
                        "otp",
                        "credentialData",
                        "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,"
                            + "\"algorithm\":\"HmacSHA1\"}",
                        "secretData",
                        "{\"value\":\"" + SECRET + "\"}"))));
    organizations.add(organization, id, "member").expect(200);
    return email;
  }

  @Test
  void c3_whoHasAFactorThatNobodyAskedForIsAskedForIt() {
    String organization = organizations.newOrganization(Map.of("requireMfa", true));
    String email = member(organization);
    Browser browser = new Browser();

    String page = passwordSignIn(browser, email);
    assertThat(page).contains("name=\"otp\"");
    HttpResponse<String> wrong = browser.post(form(page), Map.of("otp", "000000"));
    String again = Browser.isRedirect(wrong) ? browser.get(Browser.location(wrong)) : wrong.body();
    assertThat(again).contains("name=\"otp\"");
    HttpResponse<String> right = browser.post(form(again), Map.of("otp", code()));

    assertThat(Browser.location(right)).startsWith(CALLBACK).contains("code=");
    Answer tokens = redeem(Browser.location(right));
    assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
    // What the session has used is not asked for again.
    HttpResponse<String> silent = browser.follow(authorize());
    assertThat(Browser.location(silent)).startsWith(CALLBACK).contains("code=");
  }

  @Test
  void c3_aSessionFromBeforeThePolicyIsAskedAtTheNextSignIn() {
    String organization = organizations.newOrganization(Map.of());
    String email = member(organization);
    Browser browser = new Browser();
    assertThat(passwordSignIn(browser, email)).isEmpty();

    organizations.update(organization, Map.of("requireMfa", true)).expect(200);

    assertThat(browser.get(authorize())).contains("name=\"otp\"");
    assertThat(Browser.location(browser.follow(authorize() + "&prompt=none")))
        .contains("error=interaction_required");
  }

  private String authorize() {
    return keycloak
        + "/realms/"
        + organizations.project().slug()
        + "/protocol/openid-connect/auth?client_id=web&response_type=code&scope=openid"
        + "&code_challenge_method=S256&code_challenge="
        + CHALLENGE
        + "&redirect_uri="
        + URLEncoder.encode(CALLBACK, StandardCharsets.UTF_8);
  }

  /** The page after the password; empty if the browser is sent back to the app. */
  private String passwordSignIn(Browser browser, String email) {
    String page = browser.get(authorize());
    // The name first and then the password: realms with organizations ask in two steps.
    for (int step = 0; step < 2; step++) {
      HttpResponse<String> answer =
          browser.post(
              form(page), Map.of("username", email, "password", OrganizationsFixture.PASSWORD));
      String location = Browser.location(answer);
      if (location.startsWith(CALLBACK)) {
        return "";
      }
      if (Browser.isRedirect(answer)) {
        return browser.get(location);
      }
      page = answer.body();
    }
    return page;
  }

  private static String form(String page) {
    Matcher form = FORM.matcher(page);
    assertThat(form.find()).as(page).isTrue();
    return form.group(1).replace("&amp;", "&");
  }

  private Answer redeem(String location) {
    return organizations
        .project()
        .anonymous()
        .postForm(
            "/realms/" + organizations.project().slug() + "/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "web",
                "code_verifier",
                VERIFIER,
                "redirect_uri",
                CALLBACK,
                "code",
                location.replaceFirst(".*[?&]code=([^&]+).*", "$1")));
  }

  /** RFC 6238. */
  private static String code() {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] hash =
          mac.doFinal(
              ByteBuffer.allocate(Long.BYTES).putLong(System.currentTimeMillis() / 30_000).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
