package dev.banata.keycloak.outgoing;

import dev.banata.keycloak.compat.MailTrust;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.http.impl.client.CloseableHttpClient;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.Provider;

/** Connections to servers that a project has named, or that a caller can influence. */
public final class OutgoingConnections implements Provider {

  private final KeycloakSession session;
  private final CloseableHttpClient client;
  private final Destinations destinations;
  private final Bulkheads bulkheads;
  private final ScheduledExecutorService clock;

  OutgoingConnections(
      KeycloakSession session,
      CloseableHttpClient client,
      Destinations destinations,
      Bulkheads bulkheads,
      ScheduledExecutorService clock) {
    this.session = session;
    this.client = client;
    this.destinations = destinations;
    this.bulkheads = bulkheads;
    this.clock = clock;
  }

  public static OutgoingConnections of(KeycloakSession session) {
    return session.getProvider(OutgoingConnections.class);
  }

  public OutgoingHttp http() {
    return new OutgoingHttp(client, destinations, clock);
  }

  public OutgoingSmtp smtp() {
    return new OutgoingSmtp(destinations, clock, MailTrust.of(session));
  }

  /** What waits for somebody else's server. */
  public interface Waiting<T> {
    T run() throws IOException;
  }

  /**
   * Runs what waits for somebody else's server, in one of the places that a project's threads have.
   *
   * @throws TooManyAtOnceException at once if there is none
   */
  public <T> T inPlace(String realmId, Waiting<T> waiting) throws IOException {
    bulkheads.enter(realmId);
    try {
      return waiting.run();
    } finally {
      bulkheads.leave(realmId);
    }
  }

  /**
   * True for a host that is an address where this server does not connect to. For texts that are
   * being written: it asks no DNS, and a name is checked when it is used.
   */
  public boolean isDenied(String host) {
    return destinations.isDeniedLiteral(host);
  }

  @Override
  public void close() {}
}
