package dev.banata.keycloak.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs in to the admin console as a browser does: authorization code, form, redirect. */
public final class ConsoleSignIn {

  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final String keycloak;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  public ConsoleSignIn(String keycloak) {
    this.keycloak = keycloak;
  }

  /** The status of the answer to the form: 302 for a sign-in. */
  public int signIn(String realm, String username, String password) {
    String redirect = encode(keycloak + "/admin/" + realm + "/console/");
    String page =
        send(HttpRequest.newBuilder(
                URI.create(
                    keycloak
                        + "/realms/"
                        + realm
                        + "/protocol/openid-connect/auth?client_id=security-admin-console"
                        + "&response_type=code&scope=openid&code_challenge_method=S256"
                        + "&code_challenge="
                        + CHALLENGE
                        + "&redirect_uri="
                        + redirect)))
            .body();
    Matcher action = ACTION.matcher(page);
    if (!action.find()) {
      throw new IllegalStateException("No form in: " + page);
    }
    String form = "username=" + encode(username) + "&password=" + encode(password);
    return send(HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)))
        .statusCode();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header("Cookie", String.join("; ", cookies.values()));
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signing in", e);
    }
  }

  /** Browsers send secure cookies to localhost without TLS as well; Java's client does not. */
  private void keep(String setCookie) {
    String pair = setCookie.substring(0, setCookie.indexOf(';'));
    cookies.put(pair.substring(0, pair.indexOf('=')), pair);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
