package dev.banata.keycloak.metric;

import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.KeycloakServer;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's {@code /metrics} said at one moment.
 *
 * @param series values by name and labels, as in {@code banata_x_total{outcome="valid"}}
 */
public record ServerMetrics(Map<String, Double> series) {

  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*(?:\\{.*})?) (\\S+)");

  public static ServerMetrics read(KeycloakServer server) {
    Map<String, Double> series = new TreeMap<>();
    new Http(server.managementUrl())
        .get("/metrics")
        .expect(200)
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> series.put(line.group(1), Double.valueOf(line.group(2))));
    return new ServerMetrics(series);
  }

  /** The value of the series, which must be there. */
  public double value(String name) {
    Double value = series.get(name);
    if (value == null) {
      throw new AssertionError("no series " + name + " in " + series.keySet());
    }
    return value;
  }

  /** How much the series has grown since the other moment. */
  public double since(ServerMetrics before, String name) {
    return value(name) - before.value(name);
  }

  /** Our series alone. */
  public ServerMetrics ours() {
    Map<String, Double> ours = new TreeMap<>(series);
    ours.keySet().removeIf(name -> !name.startsWith("banata_"));
    return new ServerMetrics(ours);
  }
}
