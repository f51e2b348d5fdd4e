package dev.banata.keycloak.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A small JSON client. Every call takes headers as pairs of name and value. Answers of every status
 * are returned; only a failed connection throws, as {@link UncheckedIOException}.
 */
public final class Http {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient client;
  private final String baseUrl;
  private final Duration limit;
  private final String[] headers;

  public Http(String baseUrl) {
    this(baseUrl, LIMIT);
  }

  /**
   * A client that waits.
   *
   * @param limit how long, for an answer
   */
  public Http(String baseUrl, Duration limit) {
    this(HttpClient.newBuilder().connectTimeout(LIMIT).build(), baseUrl, limit);
  }

  private Http(HttpClient client, String baseUrl, Duration limit, String... headers) {
    this.client = client;
    this.baseUrl = baseUrl;
    this.limit = limit;
    this.headers = headers.clone();
  }

  /** The same client with {@code Authorization: Bearer} on every call. */
  public Http bearer(String token) {
    return new Http(client, baseUrl, limit, "Authorization", "Bearer " + token);
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Answer post(String path, Object body, String... headers) {
    return send("POST", path, body, headers);
  }

  /** Posts a form, as token endpoints want it. */
  public Answer postForm(String path, Map<String, String> form, String... headers) {
    return postForm(
        path,
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&")),
        headers);
  }

  /** Posts a form that is encoded already, because a name comes more than once. */
  public Answer postForm(String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    return send(request.build());
  }

  /**
   * Sends a request.
   *
   * @param body null for none, a string to be sent as it is, anything else is written as JSON
   */
  public Answer send(String method, String path, Object body, String... headers) {
    HttpRequest.Builder request = request(path, headers);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(text(body)));
    }
    return send(request.build());
  }

  private HttpRequest.Builder request(String path, String... more) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(limit);
    for (String[] pairs : new String[][] {headers, more}) {
      for (int i = 0; i < pairs.length; i += 2) {
        request.setHeader(pairs[i], pairs[i + 1]);
      }
    }
    return request;
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      String call = request.method() + " " + request.uri();
      return new Answer(call, response.statusCode(), response.headers(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException(request.uri().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Object body) {
    if (body instanceof String raw) {
      return raw;
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** What a server answered. {@code call} names the request, for messages. */
  public record Answer(String call, int status, HttpHeaders headers, String body) {

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(this + " is not JSON", e);
      }
    }

    /** The first header of that name, or null. */
    public String header(String name) {
      return headers.firstValue(name).orElse(null);
    }

    /** This answer, if it has the status. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new UnexpectedAnswer(this);
      }
      return this;
    }

    @Override
    public String toString() {
      return call + " answered " + status + ": " + body;
    }
  }

  /** An answer that the caller cannot go on with. */
  public static final class UnexpectedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnexpectedAnswer(Answer answer) {
      super(answer.toString());
    }
  }
}
