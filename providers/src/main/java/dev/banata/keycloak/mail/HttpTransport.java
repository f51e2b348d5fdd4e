package dev.banata.keycloak.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
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
import org.apache.http.client.methods.HttpPost;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.CloseableHttpClient;

/**
 * Sends requests by Keycloak's own HTTP client, and so with its trust store and proxies. Redirects
 * are not followed, and nothing is sent twice.
 */
final class HttpTransport {

  static final int CONNECT_MILLIS = 3_000;
  static final int TOTAL_MILLIS = 10_000;

  /** What is read of an answer; no documented one is longer. */
  private static final int MAX_ANSWER_BYTES = 16 * 1024;

  /** Thrown if the provider certainly has not got the request. */
  static final class NotSentException extends IOException {
    NotSentException(IOException cause) {
      super(cause);
    }
  }

  private final CloseableHttpClient client;
  private final ScheduledExecutorService clock;

  HttpTransport(CloseableHttpClient client, ScheduledExecutorService clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * The answer to the request.
   *
   * @throws NotSentException if the provider certainly has not got it
   * @throws IOException if it may have got it
   */
  ProviderAnswer send(ProviderCall request) throws IOException {
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    HttpPost post = new HttpPost(request.uri());
    request.headers().forEach(post::setHeader);
    post.setHeader("User-Agent", "banata-keycloak");
    // A connection that was kept could be closed by the other side while the next mail is written
    // to it, and then nobody knows whether that was taken.
    post.setHeader("Connection", "close");
    post.setConfig(limits());
    // A body that can be read once only: operators can let Keycloak's client repeat requests.
    post.setEntity(
        new InputStreamEntity(
            new ByteArrayInputStream(body), body.length, ContentType.parse(request.contentType())));
    Future<?> end = clock.schedule(post::abort, TOTAL_MILLIS, TimeUnit.MILLISECONDS);
    try (CloseableHttpResponse response = client.execute(post)) {
      return new ProviderAnswer(
          response.getStatusLine().getStatusCode(), headers(response), body(response.getEntity()));
    } catch (ConnectException
        | ConnectTimeoutException
        | NoRouteToHostException
        | UnknownHostException
        | SSLHandshakeException e) {
      throw new NotSentException(e);
    } finally {
      end.cancel(false);
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

  private static String body(HttpEntity entity) throws IOException {
    if (entity == null) {
      return "";
    }
    try (InputStream content = entity.getContent()) {
      return new String(content.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
    }
  }
}
