package dev.banata.keycloak.audience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with cookies that follows redirects within Keycloak and fills in forms. */
public final class Browser {

  private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
  private static final Pattern PATH = Pattern.compile("(?i);\\s*path=([^;]*)");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

  /** Realms have cookies of the same names, each for its own paths. */
  private record Cookie(String name, String path) {}

  private final String keycloak;
  private final String application;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Cookie, String> cookies = new LinkedHashMap<>();
  private String page;

  /**
   * Opens a browser.
   *
   * @param application start of the URLs that belong to the application, even within Keycloak
   */
  public Browser(String keycloak, String application) {
    this.keycloak = keycloak;
    this.application = application;
  }

  /**
   * Opens a URL.
   *
   * @return where Keycloak sends the browser in the end; null if it shows a page
   */
  public String open(String url) {
    return follow(HttpRequest.newBuilder(URI.create(url)));
  }

  /** Fills in the form of the page and sends it. */
  public String submit(Map<String, String> fields) {
    return submitFormIn(page, fields);
  }

  /** Fills in one form of several. */
  public String submit(String formId, Map<String, String> fields) {
    int id = page.indexOf("id=\"" + formId + "\"");
    if (id < 0) {
      throw new IllegalStateException("No form " + formId + " in: " + page);
    }
    return submitFormIn(
        page.substring(page.lastIndexOf("<form", id), page.indexOf("</form>", id)), fields);
  }

  private String submitFormIn(String html, Map<String, String> fields) {
    Matcher action = ACTION.matcher(html);
    if (!action.find()) {
      throw new IllegalStateException("No form in: " + html);
    }
    Map<String, String> all = new LinkedHashMap<>();
    HIDDEN.matcher(html).results().forEach(input -> all.put(input.group(1), input.group(2)));
    all.putAll(fields);
    String form =
        all.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return follow(
        HttpRequest.newBuilder(absolute(action.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /** The page that is shown. */
  public String page() {
    return page;
  }

  private String follow(HttpRequest.Builder request) {
    HttpResponse<String> response = send(request);
    while (response.statusCode() == 302 || response.statusCode() == 303) {
      String target = response.headers().firstValue("Location").orElseThrow();
      if (!target.startsWith(keycloak + "/realms/") || target.startsWith(application)) {
        return target;
      }
      response = send(HttpRequest.newBuilder(URI.create(target)));
    }
    page = response.body();
    return null;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    String path = request.build().uri().getPath();
    String sent =
        cookies.entrySet().stream()
            .filter(cookie -> path.startsWith(cookie.getKey().path()))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining("; "));
    if (!sent.isEmpty()) {
      request.header("Cookie", sent);
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while browsing", e);
    }
  }

  /** Browsers send secure cookies to localhost without TLS as well; Java's client does not. */
  private void keep(String setCookie) {
    String pair = setCookie.substring(0, setCookie.indexOf(';'));
    Matcher path = PATH.matcher(setCookie);
    String name = pair.substring(0, pair.indexOf('='));
    cookies.put(new Cookie(name, path.find() ? path.group(1) : "/"), pair);
  }

  private URI absolute(String action) {
    return URI.create(action.startsWith("/") ? keycloak + action : action);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
