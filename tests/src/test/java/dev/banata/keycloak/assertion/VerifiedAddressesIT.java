package dev.banata.keycloak.assertion;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.organization.Browser;
import dev.banata.keycloak.organization.OrganizationsFixture;
import dev.banata.keycloak.organization.TestMail;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may say that an address is somebody's (C2). */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VerifiedAddressesIT {

  private static final String CREATE = "/api/auth/admin/create-user";
  private static final String UPDATE = "/api/auth/admin/update-user";
  private static final String VERIFIED = "emailVerified";
  private static final Pattern ACTION = Pattern.compile("href=\"([^\"]*action-token[^\"]*)\"");

  private OrganizationsFixture organizations;
  private String acme;
  private String domain;
  private Http key;

  @BeforeAll
  void makeOrganization(TestServer server) {
    organizations = new OrganizationsFixture(server);
    domain = TestProjects.unique("acme") + ".example";
    acme = organizations.newOrganization(Map.of());
    Domains.set(organizations.project().adminRest(), acme, domain, true);
    key =
        organizations.project().as(organizations.project().newKey(Map.of("organizationId", acme)));
  }

  private static String address(String domain) {
    return TestProjects.unique("u") + "@" + domain;
  }

  private static Map<String, Object> user(String email, boolean verified) {
    return Map.of("email", email, "name", "A User", VERIFIED, verified);
  }

  @Test
  void c2_anOrganizationsKeyVouchesForItsVerifiedDomainsOnly() {
    assertAnswer(key.post(CREATE, user(address("globex.example"), true))).isInvalid(VERIFIED);
    assertAnswer(key.post(CREATE, user(address("sub." + domain), true))).isInvalid(VERIFIED);

    JsonNode own = key.post(CREATE, user(address(domain), true)).expect(200).json().get("user");

    assertThat(own.get(VERIFIED).asBoolean()).isTrue();
  }

  @Test
  void c2_norDoesItByAChange() {
    JsonNode made =
        key.post(CREATE, user(address("globex.example"), false)).expect(200).json().get("user");
    String id = made.get("id").asText();

    assertAnswer(key.post(UPDATE, Map.of("userId", id, VERIFIED, true))).isInvalid(VERIFIED);
    assertAnswer(
            key.post(
                UPDATE,
                Map.of(
                    "userId",
                    id,
                    "data",
                    Map.of("email", address("other.example"), VERIFIED, true))))
        .isInvalid(VERIFIED);
    assertAnswer(
            key.post(
                UPDATE,
                Map.of("userId", id, "data", Map.of("email", address(domain), VERIFIED, true))))
        .isOk();
  }

  @Test
  void c2_aChangedAddressIsNotVerified() {
    String email = address(domain);
    String id = key.post(CREATE, user(email, true)).expect(200).json().at("/user/id").asText();

    JsonNode same =
        key.post(UPDATE, Map.of("userId", id, "data", Map.of("email", email))).expect(200).json();
    JsonNode changed =
        key.post(UPDATE, Map.of("userId", id, "data", Map.of("email", address("globex.example"))))
            .expect(200)
            .json();

    assertThat(same.get(VERIFIED).asBoolean()).isTrue();
    assertThat(changed.get(VERIFIED).asBoolean()).isFalse();
    JsonNode vouched =
        organizations
            .project()
            .http()
            .post(
                UPDATE,
                Map.of(
                    "userId",
                    id,
                    "data",
                    Map.of("email", address("globex.example"), VERIFIED, true)))
            .expect(200)
            .json();
    assertThat(vouched.get(VERIFIED).asBoolean()).isTrue();
  }

  /** Acme waits with an account for the invitation that Globex sends to the same address. */
  @Test
  void c2_whoeverMadeAnAccountDoesNotKeepItWhenTheAddressTurnsOutToBeAnothers() {
    String globex = organizations.newOrganization(Map.of());
    String email = address("globex.example");
    JsonNode waiting =
        key.post(
                CREATE,
                Map.of("email", email, "name", "A User", "password", OrganizationsFixture.PASSWORD))
            .expect(200)
            .json()
            .get("user");
    organizations.signIn(email, "openid").expect(200);

    try (TestMail mail = new TestMail(organizations.project())) {
      organizations.invite(globex, email, "member").expect(200);
      Browser browser = new Browser();
      String page = browser.get(TestMail.link(mail.to(email).get(0)));
      Matcher confirm = ACTION.matcher(page);
      assertThat(confirm.find()).as(page).isTrue();
      browser.get(confirm.group(1).replace("&amp;", "&"));
    }

    assertThat(organizations.members(globex)).hasSize(1);
    assertThat(organizations.signIn(email, "openid").expect(400).json().get("error").asText())
        .isEqualTo("invalid_grant");
    assertAnswer(
            key.post(
                "/api/auth/admin/set-user-password",
                Map.of("userId", waiting.get("id").asText(), "newPassword", "mine once more")))
        .isRefused(403, "USER_NOT_MANAGED");
    assertThat(organizations.members(globex).get(0).get("userId")).isEqualTo(waiting.get("id"));
  }

  @Test
  void c2_anAccountOfTheOrganizationsOwnDomainStaysItsOwnEverywhere() {
    String globex = organizations.newOrganization(Map.of());
    String id =
        key.post(CREATE, user(address(domain), true)).expect(200).json().at("/user/id").asText();
    organizations.add(globex, id, "member").expect(200);

    assertAnswer(key.post(UPDATE, Map.of("userId", id, "name", "Renamed"))).isOk();
  }

  @Test
  void c2_listsOfDomainsDecideByTheWholeDomain() {
    for (String other : List.of("x" + domain, domain + ".evil.example", "evil" + domain)) {
      assertAnswer(key.post(CREATE, user(address(other), true))).isInvalid(VERIFIED);
    }
  }
}
