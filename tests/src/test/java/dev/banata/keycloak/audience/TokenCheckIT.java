package dev.banata.keycloak.audience;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static dev.banata.keycloak.audience.Tokens.accessToken;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code tokens/check}: each reason, and that nothing but a good token is active. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenCheckIT {

  private static final String CHECK = "/api/auth/banata/tokens/check";
  private static final String ORDERS = "orders-api";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestServer server;
  private TestProjects projects;
  private TestProject project;
  private AdminRest rest;
  private Tokens tokens;
  private String user;

  @BeforeAll
  void connect(TestServer shared) {
    server = shared;
    projects = new TestProjects(shared);
  }

  @BeforeEach
  void makeProject() {
    project = projects.create();
    rest = project.adminRest();
    rest.doNotDetectBruteForce();
    tokens = new Tokens(projects, project, server.keycloak().url());
    user = rest.createUser("ada", Tokens.PASSWORD, Map.of("firstName", "Ada", "lastName", "Byron"));
    rest.createClient(
        Tokens.client("web", Map.of("attributes", Map.of("banata.audiences", ORDERS))));
  }

  private JsonNode check(String token, String... more) {
    Map<String, Object> request = new HashMap<>(Map.of("token", token, "audience", ORDERS));
    for (int i = 0; i < more.length; i += 2) {
      request.put(more[i], more[i + 1]);
    }
    return project.http().post(CHECK, request).expect(200).json();
  }

  private void assertInactive(String token, String reason, String... more) {
    assertThat(check(token, more))
        .isEqualTo(JSON.createObjectNode().put("active", false).put("reason", reason));
  }

  private void assertActive(String token) {
    assertThat(check(token).get("active").asBoolean()).as(check(token).toString()).isTrue();
  }

  @Test
  void aGoodTokenIsActiveAndSaysWhatItSays() {
    String token = accessToken(tokens.password("web"));

    JsonNode answer = check(token, "scope", "openid profile");

    assertThat(answer.has("reason")).isFalse();
    assertThat(answer.get("active").asBoolean()).isTrue();
    assertThat(answer.get("claims")).isEqualTo(Tokens.claims(token));
    assertThat(answer.at("/claims/sub").asText()).isEqualTo(user);
    assertActive(accessToken(tokens.service("web")));
  }

  @Test
  void aLightweightTokenIsCheckedByItsSession() {
    rest.createClient(
        Tokens.client(
            "light",
            Map.of(
                "attributes",
                Map.of(
                    "client.use.lightweight.access.token.enabled",
                    "true",
                    "banata.audiences",
                    ORDERS))));
    String token = accessToken(tokens.password("light"));

    assertThat(Tokens.claims(token).has("sub")).isFalse();
    assertThat(check(token).at("/claims/sub").asText()).isEqualTo(user);
    rest.post("/users/" + user + "/logout", null).expect(204);
    assertInactive(token, "session");
  }

  @Test
  void aTokenOfAnotherProjectIsOfAnotherIssuer() {
    TestProject other = projects.create();
    other.adminRest().createClient(Tokens.client("web", Map.of()));
    String token = accessToken(new Tokens(projects, other, server.keycloak().url()).service("web"));

    assertInactive(token, "issuer");
    assertInactive(projects.admin().token(), "issuer");
    assertAnswer(
            project
                .http()
                .post(CHECK, Map.of("token", token, "audience", "web", "projectId", other.id())))
        .isRefused(403, "PROJECT_SCOPE_MISMATCH");
  }

  @Test
  void onlyAccessTokensForTheAudienceAndWithTheScopesAreActive() {
    JsonNode answer = tokens.password("web").expect(200).json();
    String token = answer.get("access_token").asText();

    assertInactive(token, "audience", "audience", "web");
    assertInactive(token, "audience", "audience", "orders");
    assertInactive(token, "scope", "scope", "openid orders:write");
    assertInactive(answer.get("id_token").asText(), "type");
    // Refresh tokens are signed with a secret.
    assertInactive(answer.get("refresh_token").asText(), "algorithm");
    assertInactive(project.fullKey().text(), "malformed");
    assertInactive("a.b.c", "malformed");
    assertInactive(
        project.exchange(project.fullKey().text()).json().get("access_token").asText(), "audience");
  }

  @Test
  void theAlgorithmIsPinnedToTheKey() throws IOException, GeneralSecurityException {
    String token = accessToken(tokens.password("web"));
    String[] parts = token.split("\\.", -1);
    ObjectNode header = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
    String publicKey = publicKey(header.get("kid").asText());
    ObjectNode none = header.deepCopy().put("alg", "none");
    ObjectNode hmac = header.deepCopy().put("alg", "HS256");
    String hmacSigned = encode(hmac) + "." + parts[1];

    assertInactive(encode(none) + "." + parts[1] + ".", "algorithm");
    assertInactive(encode(none) + "." + parts[1] + "." + parts[2], "algorithm");
    for (byte[] secret :
        List.of(
            publicKey.getBytes(StandardCharsets.US_ASCII), Base64.getDecoder().decode(publicKey))) {
      assertInactive(hmacSigned + "." + hmac(hmacSigned, secret), "algorithm");
    }
    for (String algorithm : List.of("RS384", "RS512", "PS256", "ES256", "EdDSA")) {
      ObjectNode other = header.deepCopy().put("alg", algorithm);
      assertInactive(encode(other) + "." + parts[1] + "." + parts[2], "signature");
    }
    assertInactive(parts[0] + "." + parts[1] + ".", "signature");
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    signature[signature.length / 2] ^= 1;
    assertInactive(
        parts[0] + "." + parts[1] + "." + Base64.getUrlEncoder().encodeToString(signature),
        "signature");
    header.remove("kid");
    assertInactive(encode(header) + "." + parts[1] + "." + parts[2], "signature");
    ObjectNode claims = (ObjectNode) Tokens.claims(token);
    claims.putArray("aud").add("everything");
    assertInactive(parts[0] + "." + encode(claims) + "." + parts[2], "signature");
    assertActive(token);
  }

  private String publicKey(String kid) {
    return rest.get("/keys")
        .expect(200)
        .json()
        .get("keys")
        .valueStream()
        .filter(key -> key.get("kid").asText().equals(kid))
        .findFirst()
        .orElseThrow()
        .get("publicKey")
        .asText();
  }

  private static String encode(JsonNode json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String hmac(String text, byte[] secret) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aTokenEndsWithItsTime() throws InterruptedException {
    rest.createClient(
        Tokens.client(
            "short",
            Map.of(
                "attributes", Map.of("access.token.lifespan", "5", "banata.audiences", ORDERS))));
    String token = accessToken(tokens.service("short"));
    assertActive(token);
    Thread.sleep(5500);

    assertInactive(token, "expired");
  }

  @Test
  void aTokenEndsWithItsSession() {
    JsonNode signedIn = tokens.password("web").expect(200).json();
    String token = signedIn.get("access_token").asText();
    assertActive(token);
    tokens
        .post("logout", "web", "refresh_token", signedIn.get("refresh_token").asText())
        .expect(204);

    assertInactive(token, "session");
  }

  @Test
  void aTokenEndsWhenItIsRevoked() {
    String token = accessToken(tokens.password("web"));
    String service = accessToken(tokens.service("web"));
    tokens.post("revoke", "web", "token", service).expect(200);

    assertInactive(service, "revoked");
    assertActive(token);
    long soon = Instant.now().getEpochSecond() + 1;
    String client = rest.idOfClient("web");
    rest.put("/clients/" + client, Map.of("clientId", "web", "notBefore", soon)).expect(204);
    assertInactive(token, "revoked");
    rest.put("/clients/" + client, Map.of("clientId", "web", "notBefore", 0)).expect(204);
    assertActive(token);
    rest.update(Map.of("notBefore", soon)).expect(204);
    assertInactive(token, "revoked");
  }

  @Test
  void aTokenEndsWithItsUserAndItsClient() {
    String token = accessToken(tokens.password("web"));
    String client = rest.idOfClient("web");
    rest.put("/clients/" + client, Map.of("clientId", "web", "enabled", false)).expect(204);
    assertInactive(token, "client");
    rest.put("/clients/" + client, Map.of("clientId", "web", "enabled", true)).expect(204);
    assertActive(token);
    rest.put("/users/" + user, Map.of("enabled", false)).expect(204);
    assertThat(check(token).get("reason").asText()).isIn("user", "session");
    rest.delete("/users/" + user).expect(204);
    assertThat(check(token).get("reason").asText()).isIn("user", "session");
  }

  /** A key of a disabled project asks nothing; an admin may. */
  @Test
  void aTokenOfADisabledProjectIsInactive() {
    String token = accessToken(tokens.password("web"));
    rest.update(Map.of("enabled", false)).expect(204);

    JsonNode answer =
        projects
            .admin()
            .http()
            .post(
                CHECK,
                Map.of("token", token, "audience", ORDERS),
                "x-banata-project-id",
                project.id())
            .expect(200)
            .json();

    assertThat(answer)
        .isEqualTo(JSON.createObjectNode().put("active", false).put("reason", "project"));
  }

  @Test
  void theSigningKeyCountsAsLongAsTheRealmHasIt() {
    String token = accessToken(tokens.password("web"));
    JsonNode provider =
        rest.get("/components?type=org.keycloak.keys.KeyProvider")
            .expect(200)
            .json()
            .valueStream()
            .filter(component -> component.get("providerId").asText().equals("rsa-generated"))
            .findFirst()
            .orElseThrow();
    String path = "/components/" + provider.get("id").asText();
    ((ObjectNode) provider.get("config")).putArray("active").add("false");
    rest.put(path, provider).expect(204);
    assertActive(token);
    rest.delete(path).expect(204);

    assertInactive(token, "signature");
  }

  @Test
  void theTokenIsInNoLog() throws IOException {
    String token = accessToken(tokens.password("web"));
    assertActive(token);
    assertInactive(token + "x", "signature");
    assertAnswer(project.http().post(CHECK, Map.of("token", token))).isInvalid("audience");

    assertThat(server.keycloak().log()).doesNotContain(token.substring(token.lastIndexOf('.')));
  }

  @Test
  void anOrganizationsKeyDoesNotCheckTokens() {
    String organization = rest.createOrganization("acme");
    Http key = project.as(project.newKey(Map.of("organizationId", organization)));

    assertAnswer(key.post(CHECK, Map.of("token", "a.b.c", "audience", ORDERS)))
        .isRefused(403, "PERMISSION_DENIED");
  }
}
