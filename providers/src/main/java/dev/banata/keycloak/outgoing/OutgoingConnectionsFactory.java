package dev.banata.keycloak.outgoing;

import dev.banata.keycloak.compat.GuardedHttpClient;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/** Holds what all sessions of this node share on the way out. */
public final class OutgoingConnectionsFactory implements ProviderFactory<OutgoingConnections> {

  private static final String ID = "default";
  private static final String OPTIONS = "spi-" + OutgoingSpi.NAME + "--" + ID + "--";
  private static final String ALLOWED = "allowed";
  private static final String MAX_PER_PROJECT = "max-per-project";
  private static final int DEFAULT_PER_PROJECT = 8;

  /** The server option with what projects may reach besides the Internet. */
  static final String OPTION = OPTIONS + ALLOWED;

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "banata-outgoing-clock");
            thread.setDaemon(true);
            return thread;
          });
  private Destinations destinations = new Destinations(AllowedDestinations.NONE);
  private Bulkheads bulkheads = new Bulkheads(DEFAULT_PER_PROJECT);
  private GuardedHttpClient client;

  @Override
  public OutgoingConnections create(KeycloakSession session) {
    return new OutgoingConnections(session, client.of(session), destinations, bulkheads, clock);
  }

  @Override
  public void init(Config.Scope config) {
    clock.setRemoveOnCancelPolicy(true);
    destinations = new Destinations(allowed(config.getArray(ALLOWED)));
    bulkheads = new Bulkheads(perProject(config.getInt(MAX_PER_PROJECT, DEFAULT_PER_PROJECT)));
    client = new GuardedHttpClient(destinations);
  }

  private static AllowedDestinations allowed(String[] texts) {
    try {
      return texts == null ? AllowedDestinations.NONE : AllowedDestinations.parse(List.of(texts));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          OPTION
              + " must be hosts, addresses and ranges like 10.1.0.0/16 with commas between them,"
              + " and has: "
              + e.getMessage(),
          e);
    }
  }

  private static int perProject(int number) {
    if (number < 1) {
      throw new IllegalArgumentException(OPTIONS + MAX_PER_PROJECT + " must be at least 1");
    }
    return number;
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {
    clock.shutdownNow();
    client.close();
  }

  @Override
  public String getId() {
    return ID;
  }
}
