package dev.banata.keycloak.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.audience.Browser;
import dev.banata.keycloak.server.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Gets tokens of a project's confidential clients, all of which have the same secret. */
final class Claims {

  static final String SECRET = "a secret of clients";
  static final String PASSWORD = "correct horse";

  private static final String LOGIN_FORM = "kc-form-login";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

  private final TestProjects projects;
  private final TestProject project;
  private final String keycloak;

  Claims(TestProjects projects, TestProject project, String keycloak) {
    this.projects = projects;
    this.project = project;
    this.keycloak = keycloak;
  }

  /** Makes a client that may use the grants of these tests. */
  void client(String clientId, Map<String, Object> more) {
    Map<String, Object> client = new HashMap<>();
    client.put("clientId", clientId);
    client.put("secret", SECRET);
    client.put("redirectUris", List.of(redirect(clientId)));
    client.put("directAccessGrantsEnabled", true);
    client.put("serviceAccountsEnabled", true);
    client.put("attributes", Map.of("standard.token.exchange.enabled", "true"));
    client.putAll(more);
    project.adminRest().createClient(client);
  }

  private static String redirect(String clientId) {
    return "https://" + clientId + ".example/callback";
  }

  /** Makes a user with a password and returns the id. */
  String user(String name) {
    return project
        .adminRest()
        .createUser(name, PASSWORD, Map.of("firstName", "Test", "lastName", "User"));
  }

  Answer post(String endpoint, String clientId, String... pairs) {
    Map<String, String> form = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      form.put(pairs[i], pairs[i + 1]);
    }
    form.put("client_id", clientId);
    form.put("client_secret", SECRET);
    return projects.anonymous().postForm(path(endpoint), form);
  }

  private String path(String endpoint) {
    return "/realms/" + project.slug() + "/protocol/openid-connect/" + endpoint;
  }

  JsonNode password(String clientId, String username, String scope) {
    return post(
            "token",
            clientId,
            "grant_type",
            "password",
            "username",
            username,
            "password",
            PASSWORD,
            "scope",
            scope)
        .expect(200)
        .json();
  }

  JsonNode service(String clientId) {
    return post("token", clientId, "grant_type", "client_credentials").expect(200).json();
  }

  Answer refreshing(String clientId, JsonNode tokens) {
    return post(
        "token",
        clientId,
        "grant_type",
        "refresh_token",
        "refresh_token",
        tokens.get("refresh_token").asText());
  }

  JsonNode refresh(String clientId, JsonNode tokens) {
    return refreshing(clientId, tokens).expect(200).json();
  }

  JsonNode exchange(String clientId, JsonNode tokens, String... more) {
    String[] all =
        Arrays.copyOf(
            new String[] {
              "grant_type",
              "urn:ietf:params:oauth:grant-type:token-exchange",
              "subject_token_type",
              "urn:ietf:params:oauth:token-type:access_token",
              "subject_token",
              tokens.get("access_token").asText()
            },
            6 + more.length);
    System.arraycopy(more, 0, all, 6, more.length);
    return post("token", clientId, all).expect(200).json();
  }

  JsonNode introspect(String clientId, JsonNode tokens) {
    return post("token/introspect", clientId, "token", tokens.get("access_token").asText())
        .expect(200)
        .json();
  }

  JsonNode userinfo(JsonNode tokens) {
    return projects
        .anonymous()
        .bearer(tokens.get("access_token").asText())
        .get(path("userinfo"))
        .expect(200)
        .json();
  }

  Browser browser() {
    return new Browser(keycloak, "https://");
  }

  /**
   * Signs in with the authorization code flow.
   *
   * @param organization alias to choose where Keycloak asks; null if it must not ask
   */
  JsonNode signIn(
      Browser browser, String clientId, String username, String scope, String organization) {
    String target =
        browser.open(
            keycloak
                + path("auth?response_type=code&client_id=")
                + clientId
                + "&redirect_uri="
                + encoded(redirect(clientId))
                + "&scope="
                + encoded(scope));
    // The name, the password and the organization.
    for (int page = 0; page < 3 && target == null; page++) {
      target = proceed(browser, username, organization);
    }
    if (target == null) {
      throw new AssertionError("no end of the sign-in: " + browser.page());
    }
    var code = CODE.matcher(URI.create(target).toString());
    if (!code.find()) {
      throw new AssertionError("no code: " + target);
    }
    return post(
            "token",
            clientId,
            "grant_type",
            "authorization_code",
            "code",
            code.group(1),
            "redirect_uri",
            redirect(clientId))
        .expect(200)
        .json();
  }

  private static String proceed(Browser browser, String username, String organization) {
    String page = browser.page();
    if (page.contains("name=\"kc.org\"")) {
      if (organization == null) {
        throw new AssertionError("Keycloak asks for the organization");
      }
      return browser.submit(Map.of("kc.org", organization));
    }
    // The page of the password has a form to choose another organization as well.
    return page.contains("name=\"password\"")
        ? browser.submit(LOGIN_FORM, Map.of("username", username, "password", PASSWORD))
        : browser.submit(LOGIN_FORM, Map.of("username", username));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static JsonNode access(JsonNode tokens) {
    return claims(tokens.get("access_token").asText());
  }

  static JsonNode id(JsonNode tokens) {
    return claims(tokens.get("id_token").asText());
  }

  private static JsonNode claims(String token) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
