package dev.banata.keycloak.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server in the place of a provider's API: keeps what it is sent, and answers as it is told. */
final class ProviderStandIn {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than a mail is waited for. */
  private static final long HANGING_SECONDS = 14;

  private final int port;
  private final Answer usual;
  private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
          });
  private HttpServer server;

  /** What it answers; a status of 0 is none at all. */
  record Answer(int status, Map<String, String> headers, String body) {
    static final Answer NONE = new Answer(0, Map.of(), "");
  }

  /** What it was sent. */
  record Request(String method, String path, Headers headers, String body) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    String header(String name) {
      return headers.getFirst(name);
    }
  }

  ProviderStandIn(Answer usual) throws IOException {
    this.port = ServerSettings.freePort();
    this.usual = usual;
    start();
  }

  void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** From now on, connections are refused. */
  void stop() {
    server.stop(0);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Answers the next request with this, and not as usual. */
  ProviderStandIn answers(int status, String body) {
    return answers(new Answer(status, Map.of(), body.replace('\'', '"')));
  }

  ProviderStandIn answers(Answer answer) {
    next.add(answer);
    return this;
  }

  /** Takes the next request and says nothing. */
  ProviderStandIn hangs() {
    return answers(Answer.NONE);
  }

  /** What it was sent since it was last forgotten. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  void forget() {
    requests.clear();
    next.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            body));
    Answer own = next.poll();
    Answer answer = own == null ? usual : own;
    if (answer.status() == 0) {
      hang();
      exchange.close();
      return;
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void hang() {
    try {
      TimeUnit.SECONDS.sleep(HANGING_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
