package dev.banata.keycloak.organization;

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
import java.util.stream.Collectors;

/** Follows links and sends forms as a browser does, with its cookies. */
public final class Browser {

  private static final int MAX_REDIRECTS = 10;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /** The page behind all redirects within the server. */
  public String get(String url) {
    HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(url)));
    for (int i = 0; i < MAX_REDIRECTS && isRedirect(response); i++) {
      URI next = response.uri().resolve(location(response));
      response = send(HttpRequest.newBuilder(next));
    }
    return response.body();
  }

  /** The answer to a link, be it a redirect. */
  public HttpResponse<String> follow(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  /** The answer to a form, be it a redirect. */
  public HttpResponse<String> post(String url, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public static boolean isRedirect(HttpResponse<String> response) {
    return response.statusCode() / 100 == 3;
  }

  public static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("");
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
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Browsers send secure cookies to localhost without TLS as well; Java's client does not. */
  private void keep(String setCookie) {
    String pair = setCookie.split(";", 2)[0];
    cookies.put(pair.substring(0, pair.indexOf('=')), pair);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
