package dev.banata.keycloak.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The policies of organizations at sign-in and at each token. */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrganizationPoliciesIT {

  private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
  private static final String CALLBACK = "https://web.example/callback";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private OrganizationsFixture organizations;
  private String keycloak;

  @BeforeAll
  void makeProject(TestServer server) {
    keycloak = server.keycloak().url();
    organizations = new OrganizationsFixture(server);
    rest()
        .createClient(
            Map.of("clientId", "web", "publicClient", true, "redirectUris", List.of(CALLBACK)));
  }

  private AdminRest rest() {
    return organizations.project().adminRest();
  }

  private JsonNode memberWithPassword(String organization, String domain) {
    JsonNode user = organizations.newUser(domain);
    organizations.setPassword(user.get("id").asText());
    organizations.add(organization, user.get("id").asText(), "member").expect(200);
    return user;
  }

  private static String error(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    return answer.json().get("error").asText();
  }

  @Test
  void aMemberWithoutASecondFactorGetsNoTokenOfTheOrganization() {
    JsonNode organization = organizations.create(Map.of());
    String id = organization.get("id").asText();
    String scope = "organization:" + organization.get("slug").asText();
    JsonNode user = memberWithPassword(id, "example.org");
    String email = user.get("email").asText();
    // Of two organizations, a session is in none until one is chosen.
    organizations
        .add(organizations.newOrganization(Map.of()), user.get("id").asText(), "member")
        .expect(200);
    Answer plain = organizations.signIn(email, "openid").expect(200);
    Answer scoped = organizations.signIn(email, "openid", scope).expect(200);

    organizations.update(id, Map.of("requireMfa", true)).expect(200);

    assertThat(error(organizations.refresh(scoped))).isEqualTo("invalid_grant");
    assertThat(organizations.refresh(plain).status()).isEqualTo(200);
    assertThat(error(organizations.signIn(email, "openid"))).isEqualTo("invalid_grant");
    // Who is no member is not asked for one.
    JsonNode other = organizations.newUser("example.org");
    organizations.setPassword(other.get("id").asText());
    organizations.signIn(other.get("email").asText(), "openid").expect(200);
    organizations.update(id, Map.of("requireMfa", false)).expect(200);
    organizations.signIn(email, "openid").expect(200);
  }

  @Test
  void aMemberIsAskedForASecondFactorInTheBrowser() {
    String id = organizations.newOrganization(Map.of("requireMfa", true));
    JsonNode user = memberWithPassword(id, "example.org");

    HttpResponse<String> answer = signInInBrowser(user.get("email").asText());

    assertThat(Browser.location(answer)).contains("CONFIGURE_TOTP");
  }

  @Test
  void aUserOfAVerifiedDomainSignsInByItsIdentityProviderOnly() {
    String domain = TestProjects.unique("sso") + ".example";
    String alias = TestProjects.unique("idp");
    JsonNode organization = organizations.create(Map.of());
    String id = organization.get("id").asText();
    JsonNode user = memberWithPassword(id, domain);
    JsonNode guest = memberWithPassword(id, "guest.example");
    String email = user.get("email").asText();
    setDomain(id, domain, true);
    addIdentityProvider(id, alias);
    Answer before = organizations.signIn(email, "openid").expect(200);

    organizations.update(id, Map.of("ssoEnforced", true)).expect(200);

    assertThat(error(organizations.signIn(email, "openid"))).isEqualTo("invalid_grant");
    assertThat(error(organizations.refresh(before))).isEqualTo("invalid_grant");
    organizations.signIn(guest.get("email").asText(), "openid").expect(200);
    assertThat(Browser.location(signInInBrowser(email))).contains("/broker/" + alias + "/login");
    assertThat(Browser.location(signInInBrowser(guest.get("email").asText()))).startsWith(CALLBACK);
  }

  @Test
  void aDomainThatIsNotVerifiedBindsNobody() {
    String domain = TestProjects.unique("claimed") + ".example";
    String id = organizations.newOrganization(Map.of());
    JsonNode user = memberWithPassword(id, domain);
    setDomain(id, domain, false);

    organizations.update(id, Map.of("ssoEnforced", true)).expect(200);

    organizations.signIn(user.get("email").asText(), "openid").expect(200);
  }

  private void setDomain(String id, String domain, boolean verified) {
    JsonNode representation = rest().get("/organizations/" + id).expect(200).json();
    Map<String, Object> changed =
        Map.of(
            "id", id,
            "name", representation.get("name").asText(),
            "alias", representation.get("alias").asText(),
            "enabled", true,
            "domains", List.of(Map.of("name", domain, "verified", verified)));
    rest().put("/organizations/" + id, changed).expect(204);
  }

  private void addIdentityProvider(String id, String alias) {
    rest()
        .post(
            "/identity-provider/instances",
            Map.of(
                "alias",
                alias,
                "providerId",
                "oidc",
                "enabled",
                true,
                "config",
                Map.of(
                    "authorizationUrl",
                    "https://idp.example/auth",
                    "tokenUrl",
                    "https://idp.example/token",
                    "clientId",
                    "keycloak",
                    "clientSecret",
                    "secret")))
        .expect(201);
    rest().post("/organizations/" + id + "/identity-providers", alias).expect(204);
  }

  /** The last redirect after the password, or the page. */
  private HttpResponse<String> signInInBrowser(String email) {
    Browser browser = new Browser();
    String page =
        browser.get(
            keycloak
                + "/realms/"
                + organizations.project().slug()
                + "/protocol/openid-connect/auth?client_id=web&response_type=code&scope=openid"
                + "&code_challenge_method=S256&code_challenge="
                + CHALLENGE
                + "&redirect_uri="
                + Browser.encode(CALLBACK));
    HttpResponse<String> answer = null;
    // The name first and then the password: realms with organizations ask in two steps.
    for (int step = 0; step < 2; step++) {
      Matcher form = FORM.matcher(page);
      assertThat(form.find()).as(page).isTrue();
      answer =
          browser.post(
              form.group(1).replace("&amp;", "&"),
              Map.of("username", email, "password", OrganizationsFixture.PASSWORD));
      if (Browser.location(answer).contains("banata-organization-policy")) {
        return browser.follow(Browser.location(answer));
      }
      if (Browser.isRedirect(answer)) {
        return answer;
      }
      page = answer.body();
    }
    return answer;
  }
}
