package dev.banata.keycloak.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How long the servers take to start, and what they have in their heaps before. */
final class StartUp {

  static final String TITLE = "start-up";

  private final List<Contestant> contestants;
  private final int starts;
  private int fewest;
  private List<Double> heapsAtFewest;

  /**
   * Starts of plain Keycloak and of Banata.
   *
   * @param contestants both, in this order
   * @param starts of each
   */
  StartUp(List<Contestant> contestants, int starts) {
    this.contestants = contestants;
    this.starts = starts;
  }

  /** One server at a time; the other is stopped meanwhile. */
  List<Result> measure(int projects) throws IOException, InterruptedException {
    List<Double> heaps = new ArrayList<>();
    for (Contestant contestant : contestants) {
      heaps.add(contestant.server().usedHeapMebibytes());
    }
    contestants.forEach(Contestant::close);
    List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>());
    for (int run = 0; run < starts; run++) {
      for (int i = 0; i < contestants.size(); i++) {
        times.get(i).add(contestants.get(i).start());
        contestants.get(i).close();
      }
    }
    for (Contestant contestant : contestants) {
      contestant.start();
    }
    List<Result> results = new ArrayList<>();
    results.add(
        new Result(TITLE, "s", projects, Samples.of(times.get(0)), Samples.of(times.get(1))));
    results.add(mebibytes("heap in use", projects, heaps.get(0), heaps.get(1)));
    if (heapsAtFewest == null) {
      fewest = projects;
      heapsAtFewest = heaps;
    } else {
      results.add(
          mebibytes(
              "heap per project", projects, added(projects, heaps, 0), added(projects, heaps, 1)));
    }
    return results;
  }

  /** For each of the projects since the first measurement. */
  private double added(int projects, List<Double> heaps, int contestant) {
    return (heaps.get(contestant) - heapsAtFewest.get(contestant)) / (projects - fewest);
  }

  private static Result mebibytes(String title, int projects, double plain, double banata) {
    return new Result(title, "MiB", projects, Samples.of(plain), Samples.of(banata));
  }
}
