package dev.banata.keycloak.benchmark;

import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.PostgresServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Measures plain Keycloak and Banata side by side. */
public final class Benchmark implements Closeable {

  private static final String MAX_HEAP = "1g";
  private static final double CREATE_WEIGHT = 1;
  private static final double MEASURE_WEIGHT = 40;
  private static final double BUDGET_MILLIS = 60_000;

  private final Options options;
  private final PrintStream log;
  private final PostgresServer postgres;
  private final PlainKeycloak plain;
  private final Banata banata;
  private final List<Result> results = new ArrayList<>();
  private final StartUp startUp;
  private Progress progress;
  private double stepWeight;

  private Benchmark(Options options, PrintStream log)
      throws IOException, InterruptedException, SQLException {
    this.options = options;
    this.log = log;
    log.println("preparing the servers");
    Checkout checkout = Checkout.current();
    String version = KeycloakDistribution.newestVersion();
    KeycloakDistribution published =
        KeycloakDistribution.plain(checkout, version, Database.POSTGRES);
    KeycloakDistribution ours = KeycloakDistribution.built(checkout, version, Database.POSTGRES);
    this.postgres = PostgresServer.temporary();
    Path folder = checkout.root().resolve("benchmarks/target/servers");
    new FileTree(folder).delete();
    this.plain = new PlainKeycloak(settings(published, folder.resolve("plain"), "plain"));
    this.banata = new Banata(settings(ours, folder.resolve("banata"), "banata"));
    this.startUp = new StartUp(List.of(plain, banata), options.starts());
  }

  private Supplier<ServerSettings> settings(
      KeycloakDistribution distribution, Path folder, String database) throws SQLException {
    String url = postgres.createDatabase(database);
    return () ->
        new ServerSettings(distribution, folder)
            .maxHeap(MAX_HEAP)
            .postgres(url, postgres.user(), postgres.password());
  }

  /** Runs the benchmark and prints its table. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.HELP);
      return;
    }
    Options options;
    try {
      options = Options.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("bin/benchmark: " + e.getMessage());
      System.exit(2);
      return;
    }
    if (options.against() != null) {
      new Comparison(options.against(), options.samples(), options.starts(), System.out).run();
      return;
    }
    List<Result> results = run(options, System.out);
    if (results.isEmpty()) {
      System.err.println("bin/benchmark: nothing has '" + options.only() + "' in its title");
      System.exit(2);
    }
    Report report = new Report(results);
    System.out.println();
    System.out.println(report.text());
    if (options.out() != null) {
      report.write(options.out(), options);
    }
  }

  /** Measures, with progress to the stream. */
  static List<Result> run(Options options, PrintStream log)
      throws IOException, InterruptedException, SQLException {
    try (Benchmark benchmark = new Benchmark(options, log)) {
      benchmark.measure();
      return List.copyOf(benchmark.results);
    }
  }

  private void measure() throws IOException, InterruptedException {
    log.println("starting plain Keycloak and Banata");
    plain.start();
    banata.start();
    for (Contestant contestant : List.of(plain, banata)) {
      contestant.addOwners();
    }
    int most = options.projects().get(options.projects().size() - 1);
    progress = new Progress(log, most * CREATE_WEIGHT + options.projects().size() * MEASURE_WEIGHT);
    for (int projects : options.projects()) {
      fill(projects);
      if (projects == options.projects().get(0)) {
        for (Contestant contestant : List.of(plain, banata)) {
          contestant.prepareApplication(contestant.slug(0));
          contestant.prepareService(contestant.slug(0));
          contestant.prepareSignIn(contestant.slug(0));
        }
        banata.brand(banata.slug(0));
      }
      List<Operation> operations = Operation.all(plain, banata, projects, options.samples());
      stepWeight = MEASURE_WEIGHT / (operations.size() + 4);
      oneByOne(operations, projects);
      if (options.starts() > 0) {
        underLoad(UnderLoad.all(plain, banata, projects));
        if (options.wants(StartUp.TITLE)) {
          List<Result> started = startUp.measure(projects);
          results.addAll(started);
          progress.step(stepWeight, started.get(0).text());
        }
      }
    }
    lists();
    members();
  }

  private void fill(int projects) throws InterruptedException {
    atOnce(
        contestant -> {
          while (contestant.projects() < projects) {
            contestant.grow();
            if (contestant == plain && contestant.projects() % 10 == 0) {
              progress.step(
                  10 * CREATE_WEIGHT, contestant.projects() + " projects made of " + projects);
            }
          }
        });
  }

  /** Both at the same time: what is measured comes after. */
  private void atOnce(Consumer<Contestant> filling) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> fillings = new ArrayList<>();
      for (Contestant contestant : List.of(plain, banata)) {
        fillings.add(threads.submit(() -> filling.accept(contestant)));
      }
      for (Future<?> each : fillings) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void oneByOne(List<Operation> operations, int size) {
    for (Operation operation : operations) {
      if (options.wants(operation.title())) {
        Result result = measure(operation, size);
        results.add(result);
        progress.step(stepWeight, result.text());
      }
    }
  }

  /**
   * In turns, so that whatever else the machine does meets both. What takes Keycloak minutes is
   * made less often there.
   */
  private Result measure(Operation operation, int size) {
    int warmUp = Math.max(2, operation.samples() / 5);
    List<Double> plainTimes = new ArrayList<>();
    List<Double> banataTimes = new ArrayList<>();
    double plainTotal = 0;
    for (int i = 0; i < warmUp + operation.samples(); i++) {
      boolean counts = i >= warmUp;
      if (operation.plain() != null && plainTotal < BUDGET_MILLIS) {
        double time = time(operation.plain(), i);
        plainTotal += time;
        // When the budget ends within the warm-up, there is nothing else to count.
        if (counts || plainTotal >= BUDGET_MILLIS) {
          plainTimes.add(time);
        }
      }
      double time = time(operation.banata(), i);
      if (counts) {
        banataTimes.add(time);
      }
    }
    return new Result(
        operation.title(),
        "ms",
        size,
        operation.plain() == null ? null : Samples.of(plainTimes),
        Samples.of(banataTimes));
  }

  private static double time(IntConsumer call, int sample) {
    long start = System.nanoTime();
    call.accept(sample);
    return (System.nanoTime() - start) / 1e6;
  }

  /** All are warmed up before the first is measured, so that none has the colder server. */
  private void underLoad(List<UnderLoad> all) throws IOException, InterruptedException {
    List<UnderLoad> wanted = all.stream().filter(each -> options.wants(each.title())).toList();
    for (UnderLoad work : wanted) {
      work.warmUp();
    }
    for (UnderLoad work : wanted) {
      List<Result> costs = work.measure(plain.server(), banata.server());
      results.addAll(costs);
      progress.step(stepWeight, costs.get(0).text());
    }
  }

  /** One list of one project, by the number of its clients. */
  private void lists() {
    String project = plain.slug(0);
    for (int clients : options.clients()) {
      for (Contestant contestant : List.of(plain, banata)) {
        contestant.growClients(project, clients);
      }
      oneByOne(Operation.lists(plain, banata, project, clients, options.samples()), clients);
    }
  }

  /** The tokens of users of one project, by the number of organizations that each is in. */
  private void members() throws IOException, InterruptedException {
    if (options.organizations().isEmpty()) {
      return;
    }
    atOnce(contestant -> contestant.prepareMembers(contestant.slug(0), options.organizations()));
    if (options.starts() > 0) {
      underLoad(
          options.organizations().stream()
              .map(organizations -> UnderLoad.member(plain, banata, organizations))
              .toList());
    }
    for (int organizations : options.organizations()) {
      oneByOne(
          List.of(Operation.member(plain, banata, organizations, options.samples())),
          organizations);
    }
  }

  @Override
  public void close() throws IOException {
    plain.close();
    banata.close();
    postgres.close();
  }
}
