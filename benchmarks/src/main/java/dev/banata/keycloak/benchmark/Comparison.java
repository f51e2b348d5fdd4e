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
 * Measures this JAR beside another one, for example that of the version before: the hot paths in
 * alternation, in pairs whose order changes from one to the next.
 */
final class Comparison {

  private static final String PROJECT = "bench";
  private static final int ROUND_SECONDS = 3;

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
    Checkout checkout = Checkout.current();
    Path folder = checkout.root().resolve("benchmarks/target/servers");
    new FileTree(folder).delete();
    try (PostgresServer postgres = PostgresServer.temporary();
        Banata before = server(checkout, postgres, folder.resolve("before"), other);
        Banata now = server(checkout, postgres, folder.resolve("now"), checkout.jar())) {
      for (Banata each : List.of(before, now)) {
        each.start();
        each.addOwners();
        each.create(each.admin(), PROJECT);
        each.prepareApplication(PROJECT);
        each.prepareService(PROJECT);
      }
      for (Work work : HOT_PATHS) {
        Load.warmUp(() -> work.call().accept(before));
        Load.warmUp(() -> work.call().accept(now));
      }
      for (Work work : HOT_PATHS) {
        log.println(work.title() + ": " + compare(work, before, now).text());
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

  private Ratios compare(Work work, Banata before, Banata now)
      throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      boolean nowFirst = pair % 2 == 1;
      double first = millis(work, nowFirst ? now : before);
      double second = millis(work, nowFirst ? before : now);
      ratios.add(nowFirst ? second / first : first / second);
    }
    return Ratios.of(ratios);
  }

  private static double millis(Work work, Banata banata) throws IOException, InterruptedException {
    return Load.cost(banata.server(), () -> work.call().accept(banata), ROUND_SECONDS).millis();
  }
}
