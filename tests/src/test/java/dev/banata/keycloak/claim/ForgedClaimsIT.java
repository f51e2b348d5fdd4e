package dev.banata.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.rbac.OrganizationGroups;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Claims that rights are read from have one writer, whoever else writes them (C1). */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForgedClaimsIT {

  private static final List<String> FORGED =
      List.of(
          "org_id",
          "org_slug",
          "org_role",
          "org_permissions",
          "org_permissions_omitted",
          "org_omitted",
          "organization");

  /** What the token of a key is valid by. */
  private static final List<String> OF_A_KEY =
      List.of(
          "exp", "iat", "nbf", "jti", "iss", "sub", "typ", "azp", "sid", "scope", "api_key_secret");

  private TestProject project;
  private AdminRest rest;
  private Claims claims;
  private String acme;

  @BeforeAll
  void makeMember(TestServer server) {
    TestProjects projects = new TestProjects(server);
    project = projects.create();
    rest = project.adminRest();
    rest.doNotDetectBruteForce();
    claims = new Claims(projects, project, server.keycloak().url());
    OrganizationGroups groups = new OrganizationGroups(project);
    acme = groups.organization("acme");
    groups.member(acme, claims.user("ada"), "member");
  }

  private static Map<String, Object> mapper(String type, Map<String, Object> settings) {
    Map<String, Object> config = new HashMap<>(settings);
    for (String place :
        List.of(
            "access.token.claim",
            "id.token.claim",
            "userinfo.token.claim",
            "introspection.token.claim",
            "lightweight.claim")) {
      config.put(place, "true");
    }
    Map<String, Object> mapper = new HashMap<>();
    mapper.put("name", TestProjects.unique("m"));
    mapper.put("protocol", type.startsWith("saml") ? "saml" : "openid-connect");
    mapper.put("protocolMapper", type);
    mapper.put("config", config);
    return mapper;
  }

  private static Map<String, Object> fixed(String claim, String value, String type) {
    return mapper(
        "oidc-hardcoded-claim-mapper",
        Map.of("claim.name", claim, "claim.value", value, "jsonType.label", type));
  }

  /**
   * Every notation that ends in one of the claims, all claims in each. Of two notations at once,
   * Keycloak itself fails.
   */
  private static List<List<Map<String, Object>>> notations() {
    return Stream.<Function<String, Map<String, Object>>>of(
            claim -> fixed(claim, "[\"*\"]", "JSON"),
            claim -> fixed(claim + ".more", "*", "String"),
            claim -> fixed(claim + ".acme.permissions", "*", "String"),
            claim ->
                mapper(
                    "oidc-usermodel-property-mapper",
                    Map.of(
                        "claim.name",
                        claim,
                        "user.attribute",
                        "firstName",
                        "jsonType.label",
                        "String")))
        .map(notation -> FORGED.stream().map(notation).toList())
        .toList();
  }

  /** Only an admin who covers everything can still make one; others were made before. */
  private String client(String name, List<String> scopes, List<Map<String, Object>> mappers) {
    String clientId = TestProjects.unique(name);
    claims.client(
        clientId,
        Map.of(
            "defaultClientScopes",
            scopes,
            "optionalClientScopes",
            List.of("organization"),
            "protocolMappers",
            mappers));
    return clientId;
  }

  @Test
  void c1_withoutOurScopeThereIsNoSuchClaim() {
    for (List<Map<String, Object>> forgers : notations()) {
      String clientId = client("bare", List.of("basic"), forgers);

      JsonNode access = Claims.access(claims.password(clientId, "ada", "openid"));

      assertThat(access.fieldNames())
          .toIterable()
          .as(forgers.toString())
          .doesNotContainAnyElementsOf(FORGED);
    }
  }

  @Test
  void c1_withOurScopeTheyAreOurs() {
    String honest = client("honest", List.of("basic", "banata-organization"), List.of());
    for (List<Map<String, Object>> notation : notations()) {
      // Keycloak itself fails where its own mapper and another that nests write one claim.
      List<Map<String, Object>> forgers =
          notation.stream().filter(each -> !each.toString().contains("organization.")).toList();
      String forging = client("forging", List.of("basic", "banata-organization"), forgers);
      for (String scope :
          List.of(
              "openid",
              "openid organization",
              "openid organization:*",
              "openid organization:acme")) {
        JsonNode right = claims.password(honest, "ada", scope);
        JsonNode forged = claims.password(forging, "ada", scope);

        assertThat(Claims.access(right).path("org_id").asText()).isEqualTo(acme);
        assertSame(scope, Claims.access(forged), Claims.access(right));
        assertSame(scope, Claims.id(forged), Claims.id(right));
        assertSame(scope, claims.userinfo(forged), claims.userinfo(right));
        assertSame(scope, claims.introspect(forging, forged), claims.introspect(honest, right));
      }
    }
  }

  private static void assertSame(String scope, JsonNode forged, JsonNode right) {
    for (String claim : FORGED) {
      assertThat(forged.path(claim)).as(scope + " " + claim).isEqualTo(right.path(claim));
    }
  }

  @Test
  void c1_andSoTheyAreAfterARefreshAnExchangeAndForAService() {
    String forging = client("again", List.of("basic", "banata-organization"), notations().get(0));
    JsonNode tokens = claims.password(forging, "ada", "openid");

    for (JsonNode access :
        List.of(
            Claims.access(claims.refresh(forging, tokens)),
            Claims.access(claims.exchange(forging, tokens)))) {
      assertThat(access.path("org_permissions").isArray()).isTrue();
      assertThat(access.path("org_permissions").toString()).doesNotContain("*");
      assertThat(access.path("org_role").asText()).isEqualTo("member");
    }
    assertThat(Claims.access(claims.service(forging)).fieldNames())
        .toIterable()
        .doesNotContainAnyElementsOf(FORGED);
  }

  @Test
  void c1_checkedTokensSayTheSame() {
    String forging = client("checked", List.of("basic"), notations().get(3));
    String token = claims.password(forging, "ada", "openid").get("access_token").asText();

    Answer checked =
        project
            .http()
            .post("/api/auth/banata/tokens/check", Map.of("token", token, "audience", forging));

    assertThat(checked.expect(200).json().get("active").asBoolean()).isTrue();
    FORGED.forEach(claim -> assertThat(checked.body()).doesNotContain('"' + claim + '"'));
  }

  private AdminRest clientManager() {
    String username = TestProjects.unique("manager");
    String id =
        rest.createUser(username, Claims.PASSWORD, Map.of("firstName", "A", "lastName", "B"));
    rest.grantClientRole(id, "realm-management", "manage-clients");
    return new AdminRest(project.session(username, Claims.PASSWORD), project.slug());
  }

  @Test
  void c1_whoManagesClientsWritesNoMapperOfTheseClaims() {
    AdminRest manager = clientManager();
    List<Map<String, Object>> mappers =
        new ArrayList<>(notations().stream().flatMap(List::stream).toList());
    for (String claim : FORGED) {
      mappers.add(
          mapper(
              "saml-user-attribute-mapper",
              Map.of("attribute.name", claim, "user.attribute", "firstName")));
    }
    String own = rest.createClient(Map.of("clientId", TestProjects.unique("own")));
    for (Map<String, Object> mapper : mappers) {
      Answer withClient =
          manager.post(
              "/clients",
              Map.of(
                  "clientId",
                  TestProjects.unique("new"),
                  "protocol",
                  mapper.get("protocol"),
                  "defaultClientScopes",
                  List.of("basic"),
                  "protocolMappers",
                  List.of(mapper)));
      Answer alone = manager.post("/clients/" + own + "/protocol-mappers/models", mapper);

      assertThat(withClient.status()).as(mapper.toString()).isIn(400, 403);
      assertThat(alone.status()).as(mapper.toString()).isIn(400, 403);
    }
    // Keycloak's own mapper of memberships writes what is right.
    manager
        .post(
            "/clients/" + own + "/protocol-mappers/models",
            mapper("oidc-organization-membership-mapper", Map.of("claim.name", "organization")))
        .expect(201);
  }

  @Test
  void c1_theTokenOfAKeySaysWhatWePutThereAndNothingElse() {
    TestKey key = project.newKey(Map.of());
    String client = rest.idOfClient(key.id());
    for (Map<String, Object> mapper :
        List.of(
            fixed("org_permissions", "[\"*\"]", "JSON"),
            fixed("department", "forged", "String"),
            mapper(
                "oidc-audience-mapper", Map.of("included.custom.audience", "https://foreign")))) {
      rest.post("/clients/" + client + "/protocol-mappers/models", mapper);
    }

    JsonNode access = Claims.access(project.exchange(key.text()).expect(200).json());

    assertThat(access.fieldNames()).toIterable().isSubsetOf(OF_A_KEY);
    assertThat(access.path("azp").asText()).isEqualTo(key.id());
  }
}
