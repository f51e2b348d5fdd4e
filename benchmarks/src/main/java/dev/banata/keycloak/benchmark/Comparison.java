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
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compares the JAR of this checkout with another one, for example that of the version before: the
 * hot paths in alternation, in pairs whose order changes from one to the next.
 */
final class Comparison {

  private static final String PROJECT = "bench";
  private static final int ROUND_SECONDS = 3;

  /** Pairs from one line of progress to the next. */
  private static final int PAIRS_TOLD = 5;

  private final Path other;
  private final int pairs;
  private final PrintStream log;

  Comparison(Path other, int pairs, PrintStream log) {
    this.other = other;
    this.pairs = pairs;
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
    Checkout checkout = Checkout.current();
    Path folder = checkout.root().resolve("benchmarks/target/servers");
    new FileTree(folder).delete();
    try (PostgresServer postgres = PostgresServer.temporary();
        Banata before = server(checkout, postgres, folder.resolve("before"), other);
        Banata now = server(checkout, postgres, folder.resolve("now"), checkout.jar())) {
      log.println("starting both");
      for (Banata each : List.of(before, now)) {
        each.start();
        each.addOwners();
        each.create(each.admin(), PROJECT);
        each.prepareApplication(PROJECT);
        each.prepareService(PROJECT);
      }
      Progress progress =
          new Progress(log, HOT_PATHS.size() * 2.0 * (Load.WARM_UP_SECONDS + pairSeconds()));
      for (Work work : HOT_PATHS) {
        Load.warmUp(() -> work.call().accept(before));
        Load.warmUp(() -> work.call().accept(now));
        progress.step(2.0 * Load.WARM_UP_SECONDS, "warm: " + work.title());
      }
      List<String> results = new ArrayList<>();
      for (Work work : HOT_PATHS) {
        results.add(work.title() + ": " + compare(work, before, now, progress).text());
      }
      log.println();
      results.forEach(log::println);
    }
  }

  /** What all pairs of one work take on one of the two servers. */
  private int pairSeconds() {
    return pairs * ROUND_SECONDS;
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

  private Ratios compare(Work work, Banata before, Banata now, Progress progress)
      throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      boolean nowFirst = pair % 2 == 1;
      double first = millis(work, nowFirst ? now : before);
      double second = millis(work, nowFirst ? before : now);
      ratios.add(nowFirst ? second / first : first / second);
      if ((pair + 1) % PAIRS_TOLD == 0 || pair + 1 == pairs) {
        int told = pair % PAIRS_TOLD + 1;
        progress.step(
            2.0 * ROUND_SECONDS * told,
            "%s: %d of %d pairs".formatted(work.title(), pair + 1, pairs));
      }
    }
    return Ratios.of(ratios);
  }

  private static double millis(Work work, Banata banata) throws IOException, InterruptedException {
    return Load.cost(banata.server(), () -> work.call().accept(banata), ROUND_SECONDS).millis();
  }
}
