package dev.banata.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.audience.Browser;
import dev.banata.keycloak.rbac.OrganizationGroups;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What tokens say about organizations, in each place and after each change. */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClaimsIT {

  private static final String WEB = "web";
  private static final String LIGHT = "light";
  private static final String OPENID = "openid";
  private static final String ANY = "openid organization";
  private static final String ALL = "openid organization:*";
  private static final String CLAIM = "organization";
  private static final String ORG_ID = "org_id";

  /** More than there is room for. */
  private static final int MANY = 30;

  private static final String ORG_ROLE = "org_role";
  private static final String ORG_PERMISSIONS = "org_permissions";

  private TestProjects projects;
  private TestProject project;
  private AdminRest rest;
  private OrganizationGroups groups;
  private Claims claims;
  private String acme;
  private String globex;

  @BeforeAll
  void makeMembers(TestServer server) {
    projects = new TestProjects(server);
    project = projects.create();
    rest = project.adminRest();
    rest.doNotDetectBruteForce();
    groups = new OrganizationGroups(project);
    claims = new Claims(projects, project, server.keycloak().url());
    claims.client(WEB, Map.of());
    claims.client(
        LIGHT, Map.of("attributes", Map.of("client.use.lightweight.access.token.enabled", "true")));
    acme = groups.organization("acme");
    globex = groups.organization("globex");
    // One of both, with several roles in one of them.
    String ada = claims.user("ada");
    groups.member(acme, ada, "admin", "member");
    groups.member(globex, ada);
    groups.member(acme, claims.user("bob"), "super_admin");
  }

  /** The claim of Keycloak by alias. */
  private static List<String> aliases(JsonNode token) {
    return token.path(CLAIM).propertyStream().map(Map.Entry::getKey).sorted().toList();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static void assertNothing(JsonNode token) {
    assertThat(token.fieldNames())
        .toIterable()
        .doesNotContain(ORG_ID, "org_slug", ORG_ROLE, ORG_PERMISSIONS, CLAIM);
  }

  private void assertInAcme(JsonNode token) {
    assertThat(token.path(ORG_ID).asText()).isEqualTo(acme);
    assertThat(token.path("org_slug").asText()).isEqualTo("acme");
    assertThat(token.path(ORG_ROLE).asText()).isEqualTo("super_admin");
    assertThat(texts(token.path(ORG_PERMISSIONS))).containsExactly("*");
  }

  @Test
  void everyPlaceSaysTheSame() {
    JsonNode tokens = claims.password(WEB, "bob", OPENID);

    assertInAcme(Claims.access(tokens));
    assertInAcme(Claims.id(tokens));
    assertInAcme(claims.userinfo(tokens));
    assertInAcme(claims.introspect(WEB, tokens));
    assertInAcme(Claims.access(claims.refresh(WEB, tokens)));
    assertInAcme(Claims.access(claims.exchange(WEB, tokens)));
    assertInAcme(Claims.access(claims.signIn(claims.browser(), WEB, "bob", OPENID, null)));
    assertThat(Claims.access(tokens).has(CLAIM)).as("nobody asked").isFalse();

    JsonNode light = claims.password(LIGHT, "bob", OPENID);
    assertInAcme(Claims.access(light));
    assertInAcme(claims.introspect(LIGHT, light));
  }

  @Test
  void keycloaksClaimHasTheRolesToo() {
    for (String scope : List.of(ANY, ALL, "openid organization:acme")) {
      JsonNode tokens = claims.password(WEB, "bob", scope);
      for (JsonNode place :
          List.of(
              Claims.access(tokens),
              Claims.id(tokens),
              claims.userinfo(tokens),
              claims.introspect(WEB, tokens),
              // An object after the refresh as well, and once (keycloak#33556).
              Claims.access(claims.refresh(WEB, tokens)))) {
        assertInAcme(place);
        assertThat(aliases(place)).as(scope).containsExactly("acme");
        assertThat(place.at("/organization/acme/id").asText()).isEqualTo(acme);
        assertThat(texts(place.at("/organization/acme/roles"))).containsExactly("super_admin");
      }
    }
  }

  @Test
  void aNamedOrganizationIsTheActiveOne() {
    JsonNode inAcme = Claims.access(claims.password(WEB, "ada", "openid organization:acme"));
    JsonNode tokens = claims.password(WEB, "ada", "openid organization:globex");
    JsonNode inGlobex = Claims.access(tokens);

    assertThat(inAcme.path(ORG_ID).asText()).isEqualTo(acme);
    assertThat(inAcme.path(ORG_ROLE).asText()).isEqualTo("admin,member");
    assertThat(texts(inAcme.path(ORG_PERMISSIONS))).contains("member.invite");
    assertThat(inGlobex.path(ORG_ID).asText()).isEqualTo(globex);
    assertThat(inGlobex.path(ORG_ROLE).asText()).as("a member without a group").isEqualTo("member");
    assertThat(texts(inGlobex.path(ORG_PERMISSIONS)))
        .containsExactly("member.read", "organization.read");
    assertThat(Claims.access(claims.refresh(WEB, tokens)).path(ORG_ID).asText()).isEqualTo(globex);
    JsonNode exchanged = Claims.access(claims.exchange(WEB, tokens));
    assertThat(exchanged.path(ORG_ID).asText()).as("stays where it was").isEqualTo(globex);
    JsonNode both =
        Claims.access(claims.password(WEB, "ada", "openid organization:acme organization:globex"));
    assertThat(aliases(both)).containsExactly("acme", "globex");
    assertThat(both.has(ORG_ID)).isFalse();
  }

  /** keycloak#33556 and keycloak#43635: with a second membership there was no claim at all. */
  @Test
  void theClaimDoesNotGoMissingWithASecondMembership() {
    String carl = claims.user("carl");
    groups.member(acme, carl, "admin");
    JsonNode tokens = claims.password(WEB, "carl", OPENID);
    JsonNode any = claims.password(WEB, "carl", ANY);
    groups.member(globex, carl);

    JsonNode refreshed = Claims.access(claims.refresh(WEB, tokens));
    assertThat(refreshed.path(ORG_ID).asText()).isEqualTo(acme);
    assertThat(refreshed.path(ORG_ROLE).asText()).isEqualTo("admin");
    assertThat(aliases(Claims.access(claims.refresh(WEB, any)))).containsExactly("acme");
    // In a new session nobody has chosen yet.
    JsonNode later = Claims.access(claims.password(WEB, "carl", ANY));
    assertThat(aliases(later)).containsExactly("acme", "globex");
    assertThat(later.has(ORG_ID)).isFalse();
  }

  /** keycloak#37169: the domain of an e-mail address is no membership. */
  @Test
  void aMatchingDomainIsNoMembership() {
    rest.createUser(
        "eve",
        Claims.PASSWORD,
        Map.of("firstName", "E", "lastName", "E", "email", "eve@acme.example"));

    assertNothing(Claims.access(claims.signIn(claims.browser(), WEB, "eve", ANY, null)));
    assertNothing(Claims.access(claims.password(WEB, "eve", ALL)));
  }

  /** keycloak#35935: the organization of the first sign-in was in the token of the second. */
  @Test
  void theClaimIsAboutTheScopeOfItsOwnRequest() {
    Browser browser = claims.browser();
    JsonNode first = claims.signIn(browser, WEB, "ada", ANY, "acme");
    JsonNode second = claims.signIn(browser, WEB, "ada", "openid organization:globex", null);

    assertThat(aliases(Claims.access(first))).containsExactly("acme");
    assertThat(Claims.access(first).path(ORG_ID).asText()).isEqualTo(acme);
    assertThat(aliases(Claims.access(second))).containsExactly("globex");
    assertThat(Claims.access(second).path(ORG_ID).asText()).isEqualTo(globex);
    assertThat(claims.userinfo(second).path(ORG_ID).asText()).isEqualTo(globex);
    assertThat(claims.introspect(WEB, second).path(ORG_ID).asText()).isEqualTo(globex);
    assertThat(aliases(Claims.access(claims.refresh(WEB, first)))).containsExactly("acme");
  }

  /** keycloak#39403: the claim went missing with the name of its scope. */
  @Test
  void theClaimIsThereWithoutTheNameOfItsScope() {
    Map<String, Object> scope = scope();
    Map<String, Object> changed = new HashMap<>(scope);
    changed.put("attributes", Map.of("include.in.token.scope", "false"));
    rest.put("/client-scopes/" + scope.get("id"), changed).expect(204);
    try {
      JsonNode token = Claims.access(claims.password(WEB, "bob", ANY));
      assertThat(token.get("scope").asText()).doesNotContain(CLAIM);
      assertThat(aliases(token)).containsExactly("acme");
      assertInAcme(token);
    } finally {
      changed.put("attributes", Map.of("include.in.token.scope", "true"));
      rest.put("/client-scopes/" + scope.get("id"), changed).expect(204);
    }
  }

  private Map<String, Object> scope() {
    String id =
        rest.get("/client-scopes")
            .json()
            .valueStream()
            .filter(scope -> scope.get("name").asText().equals(CLAIM))
            .findFirst()
            .orElseThrow()
            .get("id")
            .asText();
    return Map.of("id", id, "name", CLAIM, "protocol", "openid-connect");
  }

  /** keycloak#44522: an attribute of that name took the place of the id. */
  @Test
  void anAttributeIsNoId() {
    String odd = TestProjects.unique("odd");
    String id = groups.organization(odd);
    Map<String, Object> organization =
        Map.of(
            "name",
            odd,
            "alias",
            odd,
            "domains",
            List.of(Map.of("name", odd + ".example")),
            "attributes",
            Map.of("id", List.of("evil"), "roles", List.of("super_admin"), "plan", List.of("pro")));
    rest.put("/organizations/" + id, organization).expect(204);
    groups.member(id, claims.user(odd));
    String mappers = "/client-scopes/" + scope().get("id") + "/protocol-mappers/models";
    JsonNode mapper = rest.get(mappers).json().get(0);
    set(mapper, "addOrganizationAttributes", "true", mappers);
    try {
      JsonNode token = Claims.access(claims.password(WEB, odd, ANY));
      JsonNode entry = token.path(CLAIM).path(odd);
      assertThat(entry.get("id").asText()).isEqualTo(id);
      assertThat(texts(entry.get("roles"))).containsExactly("member");
      assertThat(texts(entry.get("plan"))).containsExactly("pro");
      assertThat(token.path(ORG_ID).asText()).isEqualTo(id);
    } finally {
      set(mapper, "addOrganizationAttributes", "false", mappers);
    }
  }

  private void set(JsonNode mapper, String name, String value, String mappers) {
    ((ObjectNode) mapper.get("config")).put(name, value);
    rest.put(mappers + "/" + mapper.get("id").asText(), mapper).expect(204);
  }

  @Test
  void whoLeftAnOrganizationHasNoClaimsOfIt() {
    String dan = claims.user("dan");
    groups.member(acme, dan, "super_admin");
    JsonNode tokens = claims.password(WEB, "dan", OPENID);
    JsonNode named = claims.password(WEB, "dan", "openid organization:acme");
    JsonNode all = claims.password(WEB, "dan", ALL);
    assertInAcme(Claims.access(tokens));
    groups.take(acme, dan, "super_admin");
    assertThat(Claims.access(claims.refresh(WEB, tokens)).path(ORG_ROLE).asText())
        .isEqualTo("member");
    groups.remove(acme, dan);

    assertNothing(Claims.access(claims.refresh(WEB, tokens)));
    assertNothing(claims.userinfo(tokens));
    assertNothing(claims.introspect(WEB, tokens));
    assertNothing(Claims.access(claims.exchange(WEB, tokens)));
    for (JsonNode before : List.of(named, all)) {
      Answer refreshed = claims.refreshing(WEB, before);
      if (refreshed.status() == 200) {
        assertNothing(Claims.access(refreshed.json()));
      } else {
        // Keycloak refuses a refresh token that it has bound to the organization.
        assertThat(refreshed.status()).isEqualTo(400);
      }
    }
    // Back again, what was before does not come back.
    groups.member(acme, dan);
    assertThat(Claims.access(claims.password(WEB, "dan", OPENID)).path(ORG_ROLE).asText())
        .isEqualTo("member");
  }

  @Test
  void onlyPeopleAndOpenOrganizationsAreThere() {
    String closed = TestProjects.unique("closed");
    String id = groups.organization(closed);
    String user = claims.user(closed);
    groups.member(id, user, "admin");
    Map<String, Object> disabled =
        Map.of(
            "name",
            closed,
            "alias",
            closed,
            "enabled",
            false,
            "domains",
            List.of(Map.of("name", closed + ".example")));
    rest.put("/organizations/" + id, disabled).expect(204);

    assertNothing(Claims.access(claims.password(WEB, closed, ALL)));
    assertNothing(Claims.access(claims.service(WEB)));
  }

  /** What does not fit is left out, and it is said how many. */
  @Test
  void manyOrganizationsDoNotMakeATokenTooLarge() {
    String busy = claims.user("busy");
    for (int i = 0; i < MANY; i++) {
      groups.member(groups.organization("customer-number-%03d".formatted(i)), busy);
    }
    JsonNode tokens = claims.password(WEB, "busy", ALL);
    JsonNode token = Claims.access(tokens);

    assertThat(tokens.get("access_token").asText()).hasSizeLessThan(8 * 1024);
    assertThat(aliases(token)).hasSizeBetween(15, MANY - 1);
    assertThat(aliases(token).size() + token.get("org_omitted").asInt()).isEqualTo(MANY);
    JsonNode named =
        Claims.access(claims.password(WEB, "busy", "openid organization:customer-number-029"));
    assertThat(named.path("org_slug").asText()).isEqualTo("customer-number-029");
    assertThat(named.has("org_omitted")).isFalse();
  }

  /** A realm that was there before us keeps the shape that its applications know. */
  @Test
  void anAdoptedRealmKeepsItsShape() {
    String realm = TestProjects.unique("adopted");
    projects
        .admin()
        .http()
        .post(
            "/admin/realms", Map.of("realm", realm, "enabled", true, "organizationsEnabled", true))
        .expect(201);
    AdminRest adopted = new AdminRest(projects.admin(), realm);
    adopted.createPasswordClient("app");
    String user =
        adopted.createUser("ann", Claims.PASSWORD, Map.of("firstName", "Ann", "lastName", "Ann"));
    String organization = adopted.createOrganization("initech");
    adopted.addGuest(organization, user);
    Answer answer =
        projects
            .anonymous()
            .postForm(
                "/realms/" + realm + "/protocol/openid-connect/token",
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "app",
                    "username",
                    "ann",
                    "password",
                    Claims.PASSWORD,
                    "scope",
                    ANY));

    JsonNode token = Claims.access(answer.expect(200).json());
    assertThat(texts(token.get(CLAIM))).containsExactly("initech");
    assertThat(token.path(ORG_ID).asText()).isEqualTo(organization);
    assertThat(token.path(ORG_ROLE).asText()).isEqualTo("member");
  }
}
