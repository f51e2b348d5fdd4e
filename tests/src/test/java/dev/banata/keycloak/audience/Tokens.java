package dev.banata.keycloak.audience;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gets tokens of one project's clients, all of which have the same secret, and reads them. */
final class Tokens {

  static final String SECRET = "a secret of clients";
  static final String PASSWORD = "correct horse";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestProjects projects;
  private final TestProject project;
  private final String keycloak;

  Tokens(TestProjects projects, TestProject project, String keycloak) {
    this.projects = projects;
    this.project = project;
    this.keycloak = keycloak;
  }

  /** No callback is shared by two clients of a project. */
  static String redirect(String clientId) {
    return "https://" + clientId + ".example/callback";
  }

  /** Makes a confidential client that may use the grants of these tests. */
  static Map<String, Object> client(String clientId, Map<String, Object> more) {
    Map<String, Object> client = new HashMap<>();
    client.put("clientId", clientId);
    client.put("secret", SECRET);
    client.put("redirectUris", List.of(redirect(clientId)));
    client.put("directAccessGrantsEnabled", true);
    client.put("serviceAccountsEnabled", true);
    client.putAll(more);
    return client;
  }

  String realmUrl(String rest) {
    return "/realms/" + project.slug() + rest;
  }

  /**
   * Posts to an endpoint of OpenID Connect as a client.
   *
   * @param parameters pairs of name and value; a name may come again
   */
  Answer post(String endpoint, String clientId, String... parameters) {
    List<String> all = new ArrayList<>(Arrays.asList(parameters));
    all.addAll(List.of("client_id", clientId, "client_secret", SECRET));
    return projects
        .anonymous()
        .postForm(realmUrl("/protocol/openid-connect/" + endpoint), query(all));
  }

  Answer token(String clientId, String grantType, String... parameters) {
    List<String> all = new ArrayList<>(List.of("grant_type", grantType));
    all.addAll(Arrays.asList(parameters));
    return post("token", clientId, all.toArray(String[]::new));
  }

  Answer password(String clientId, String... parameters) {
    List<String> all =
        new ArrayList<>(List.of("username", "ada", "password", PASSWORD, "scope", "openid"));
    all.addAll(Arrays.asList(parameters));
    return token(clientId, "password", all.toArray(String[]::new));
  }

  Answer service(String clientId, String... parameters) {
    return token(clientId, "client_credentials", parameters);
  }

  Answer refresh(String clientId, JsonNode tokens, String... parameters) {
    List<String> all =
        new ArrayList<>(List.of("refresh_token", tokens.get("refresh_token").asText()));
    all.addAll(Arrays.asList(parameters));
    return token(clientId, "refresh_token", all.toArray(String[]::new));
  }

  Answer exchange(String clientId, String subject, String... parameters) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "subject_token",
                subject,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token"));
    all.addAll(Arrays.asList(parameters));
    return token(
        clientId, "urn:ietf:params:oauth:grant-type:token-exchange", all.toArray(String[]::new));
  }

  JsonNode introspect(String clientId, String token) {
    return post("token/introspect", clientId, "token", token).expect(200).json();
  }

  /** Signs in at the authorization endpoint and returns the parameters of the redirect. */
  Map<String, String> authorize(String clientId, String redirect, String... parameters) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "client_id",
                clientId,
                "response_type",
                "code",
                "scope",
                "openid",
                "redirect_uri",
                redirect));
    all.addAll(Arrays.asList(parameters));
    Browser browser = new Browser(keycloak, redirect);
    String target =
        browser.open(keycloak + realmUrl("/protocol/openid-connect/auth?") + query(all));
    if (target == null) {
      target = browser.submit(Map.of("username", "ada", "password", PASSWORD));
    }
    assertThat(target).as(browser.page()).startsWith(redirect);
    return parameters(target);
  }

  /** The authorization code flow up to the code. */
  String code(String clientId, String... parameters) {
    Map<String, String> answer = authorize(clientId, redirect(clientId), parameters);
    assertThat(answer).containsKey("code");
    return answer.get("code");
  }

  Answer redeem(String clientId, String code, String... parameters) {
    List<String> all = new ArrayList<>(List.of("code", code, "redirect_uri", redirect(clientId)));
    all.addAll(Arrays.asList(parameters));
    return token(clientId, "authorization_code", all.toArray(String[]::new));
  }

  /** Signs in and says yes to what a device asks for. */
  void allowDevice(JsonNode device) {
    Browser browser = new Browser(keycloak, redirect("web"));
    assertThat(browser.open(device.get("verification_uri_complete").asText())).isNull();
    browser.submit(Map.of("username", "ada", "password", PASSWORD));
    browser.submit(Map.of("accept", "Yes"));
    assertThat(browser.page()).contains("Device Login Successful");
  }

  private static Map<String, String> parameters(String url) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : URI.create(url).getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  static String query(List<String> pairs) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      parts.add(pairs.get(i) + "=" + URLEncoder.encode(pairs.get(i + 1), StandardCharsets.UTF_8));
    }
    return String.join("&", parts);
  }

  static String accessToken(Answer answer) {
    return answer.expect(200).json().get("access_token").asText();
  }

  static JsonNode claims(String token) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The audiences of the access token in an answer of the token endpoint. */
  static List<String> audience(Answer answer) {
    return texts(claims(accessToken(answer)).path("aud"));
  }

  static List<String> texts(JsonNode oneOrSeveral) {
    if (oneOrSeveral.isArray()) {
      return oneOrSeveral.valueStream().map(JsonNode::asText).toList();
    }
    return oneOrSeveral.isMissingNode() ? List.of() : List.of(oneOrSeveral.asText());
  }

  /** The OAuth error of a refused request. */
  static String error(Answer answer) {
    return answer.expect(400).json().get("error").asText();
  }
}
