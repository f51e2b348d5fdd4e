package dev.banata.keycloak.benchmark;

import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.PostgresServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Measures this JAR beside another one, for example that of the version before: the hot paths in
 * alternation, in pairs whose order changes from one to the next.
 */
final class Comparison {

  private static final String PROJECT = "bench";
  private static final int ROUND_SECONDS = 3;
  private static final int WARM_UP = Load.WARM_UP_SECONDS;

  private final Path other;
  private final int pairs;
  private final int starts;
  private final PrintStream log;

  /**
   * @param starts how often both servers are started: two starts of one JAR differ by some percent,
   *     because the just-in-time compiler decides differently
   */
  Comparison(Path other, int pairs, int starts, PrintStream log) {
    this.other = other;
    this.pairs = pairs;
    this.starts = starts;
    this.log = log;
  }

  private record Work(String title, Consumer<Banata> call) {}

  private static final List<Work> HOT_PATHS =
      List.of(
          new Work("check a key", Banata::verifyCredential),
          new Work("issue a token to a service", Banata::getServiceToken),
          new Work("sign in with a password", Banata::signInSmallOwner));

  void run() throws IOException, InterruptedException, SQLException {
    log.println("preparing the servers");
    Progress progress =
        new Progress(log, HOT_PATHS.size() * 2.0 * (starts * WARM_UP + pairs * ROUND_SECONDS));
    Checkout checkout = Checkout.current();
    Path folder = checkout.root().resolve("benchmarks/target/servers");
    new FileTree(folder).delete();
    Map<Work, List<Double>> ratios = new LinkedHashMap<>();
    HOT_PATHS.forEach(work -> ratios.put(work, new ArrayList<>()));
    try (PostgresServer postgres = PostgresServer.temporary()) {
      for (int start = 0; start < starts; start++) {
        boolean nowFirst = start % 2 == 1;
        try (Banata before = server(checkout, postgres, folder.resolve("before" + start), other);
            Banata now =
                server(checkout, postgres, folder.resolve("now" + start), checkout.jar())) {
          String place = "start %d of %d: ".formatted(start + 1, starts);
          prepare(nowFirst ? List.of(now, before) : List.of(before, now));
          progress.step(HOT_PATHS.size() * 2.0 * WARM_UP, place + "both servers are warm");
          for (Work work : HOT_PATHS) {
            compare(work, before, now, pairsOf(start), ratios.get(work));
            progress.step(2.0 * pairsOf(start) * ROUND_SECONDS, place + work.title());
          }
        }
      }
    }
    log.println();
    ratios.forEach(
        (work, measured) -> log.println(work.title() + ": " + Ratios.of(measured).text()));
  }

  private int pairsOf(int start) {
    return pairs / starts + (start < pairs % starts ? 1 : 0);
  }

  private static void prepare(List<Banata> servers) throws IOException, InterruptedException {
    for (Banata each : servers) {
      each.start();
      each.addOwners();
      each.create(each.admin(), PROJECT);
      each.prepareApplication(PROJECT);
      each.prepareService(PROJECT);
    }
    for (Work work : HOT_PATHS) {
      for (Banata each : servers) {
        Load.warmUp(() -> work.call().accept(each));
      }
    }
  }

  private static Banata server(Checkout checkout, PostgresServer postgres, Path folder, Path jar)
      throws IOException, InterruptedException, SQLException {
    KeycloakDistribution distribution =
        KeycloakDistribution.built(
            checkout, KeycloakDistribution.newestVersion(), Database.POSTGRES, List.of(jar));
    String url = postgres.createDatabase(folder.getFileName().toString());
    Supplier<ServerSettings> settings =
        () ->
            new ServerSettings(distribution, folder)
                .maxHeap("1g")
                .postgres(url, postgres.user(), postgres.password());
    return new Banata(settings);
  }

  private static void compare(Work work, Banata before, Banata now, int pairs, List<Double> ratios)
      throws IOException, InterruptedException {
    for (int pair = 0; pair < pairs; pair++) {
      boolean nowFirst = pair % 2 == 1;
      double first = millis(work, nowFirst ? now : before);
      double second = millis(work, nowFirst ? before : now);
      ratios.add(nowFirst ? second / first : first / second);
    }
  }

  private static double millis(Work work, Banata banata) throws IOException, InterruptedException {
    return Load.cost(banata.server(), () -> work.call().accept(banata), ROUND_SECONDS).millis();
  }
}
