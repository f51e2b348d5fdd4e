package dev.banata.keycloak.outgoing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.Configurable;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.client.CloseableHttpClient;

/**
 * Sends requests the way that Keycloak's own HTTP client does, and so with its trust store and
 * proxies, but only to {@link Destinations}. Redirects are not followed, and nothing is sent twice.
 */
public final class OutgoingHttp {

  static final int CONNECT_MILLIS = 3_000;
  static final int TOTAL_MILLIS = 10_000;

  private final CloseableHttpClient client;
  private final Destinations destinations;
  private final ScheduledExecutorService clock;

  OutgoingHttp(
      CloseableHttpClient client, Destinations destinations, ScheduledExecutorService clock) {
    this.client = client;
    this.destinations = destinations;
    this.clock = clock;
  }

  /**
   * The answer to a body.
   *
   * @param maxBytes of the answer that are read
   * @throws NotConnectedException if the server certainly has not got it
   * @throws IOException if it may have got it
   */
  public HttpAnswer post(
      URI uri, Map<String, String> headers, String contentType, String body, int maxBytes)
      throws IOException {
    HttpPost post = new HttpPost(uri);
    headers.forEach(post::setHeader);
    post.setEntity(
        new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.parse(contentType)));
    return send(post, maxBytes);
  }

  /**
   * What there is at a URI.
   *
   * @param maxBytes of the answer that are read
   */
  public HttpAnswer get(URI uri, int maxBytes) throws IOException {
    return send(new HttpGet(uri), maxBytes);
  }

  private HttpAnswer send(HttpRequestBase request, int maxBytes) throws IOException {
    requireWeb(request.getURI());
    request.setHeader("User-Agent", "banata-keycloak");
    // A connection that was kept could be closed by the other side while the next request is
    // written to it, and then nobody knows whether that was taken.
    request.setHeader("Connection", "close");
    request.setConfig(limits());
    Future<?> end = clock.schedule(request::abort, TOTAL_MILLIS, TimeUnit.MILLISECONDS);
    try (CloseableHttpResponse response = client.execute(request)) {
      return new HttpAnswer(
          response.getStatusLine().getStatusCode(),
          headers(response),
          body(response.getEntity(), maxBytes));
    } catch (ConnectException
        | ConnectTimeoutException
        | NoRouteToHostException
        | UnknownHostException
        | SSLHandshakeException e) {
      throw new NotConnectedException(e);
    } finally {
      end.cancel(false);
    }
  }

  /** A proxy looks the host up itself, so an address that is none of the Internet stops here. */
  private void requireWeb(URI uri) throws NotConnectedException {
    String host = uri.getHost();
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!web || host == null || destinations.isDeniedLiteral(host)) {
      throw new NotConnectedException(new RefusedDestinationException(String.valueOf(host)));
    }
  }

  private RequestConfig limits() {
    RequestConfig.Builder limits =
        client instanceof Configurable configurable && configurable.getConfig() != null
            ? RequestConfig.copy(configurable.getConfig())
            : RequestConfig.custom();
    return limits
        .setConnectTimeout(CONNECT_MILLIS)
        .setConnectionRequestTimeout(CONNECT_MILLIS)
        .setSocketTimeout(TOTAL_MILLIS)
        .setRedirectsEnabled(false)
        .build();
  }

  private static Map<String, String> headers(CloseableHttpResponse response) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getAllHeaders()) {
      headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    return headers;
  }

  /** The stream stays open: closing it would read the rest, and the response ends it as it is. */
  private static String body(HttpEntity entity, int maxBytes) throws IOException {
    return entity == null
        ? ""
        : new String(entity.getContent().readNBytes(maxBytes), StandardCharsets.UTF_8);
  }
}
