package dev.banata.keycloak.cluster;

import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * A client as it should be: when nobody is there, or the answer is a 502 or 503, it sends the call
 * again, to another node.
 */
final class RetryingClient {

  private static final Set<Integer> AGAIN = Set.of(502, 503);
  private static final int ATTEMPTS = 100;
  private static final long PAUSE_MILLIS = 100;

  private final List<Http> nodes;
  private final ConcurrentLinkedQueue<Answer> serverErrors = new ConcurrentLinkedQueue<>();
  private int turn;
  private int retries;

  RetryingClient(Cluster cluster, TestKey key) {
    nodes =
        IntStream.range(0, cluster.size())
            .mapToObj(i -> new Http(cluster.node(i).url()).bearer(key.text()))
            .toList();
  }

  /** A write that is answered 409 when it was sent again had been carried out before. */
  void createOnce(String path, Map<String, Object> body) {
    int before = retries;
    Answer answer = send(path, body);
    if (answer.status() == 409 && retries > before) {
      return;
    }
    answer.expect(200);
  }

  int read(String path) {
    return send(path, null).expect(200).status();
  }

  private Answer send(String path, Object body) {
    turn++;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Answer answer = nodes.get((turn + attempt) % nodes.size()).post(path, body);
        if (!AGAIN.contains(answer.status())) {
          if (answer.status() >= 500) {
            serverErrors.add(answer);
          }
          return answer;
        }
      } catch (UncheckedIOException gone) {
        // The next one may be there.
      }
      retries++;
      pause();
    }
    throw new IllegalStateException("no node has answered " + path);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int retries() {
    return retries;
  }

  List<Answer> serverErrors() {
    return List.copyOf(serverErrors);
  }
}
