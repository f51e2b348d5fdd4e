package dev.banata.keycloak.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A small run of the benchmark. The bounds are loose, for a busy machine: they catch work that has
 * come to depend on the number of projects, not some percent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FlatIT {

  private static final int FEW = 5;
  private static final int MANY = 20;
  private static final int MANY_CLIENTS = 500;
  private static final int SAMPLES = 7;

  private List<Result> results;

  @BeforeAll
  void measure() throws IOException, InterruptedException, SQLException {
    results =
        Benchmark.run(
            new Options(
                List.of(FEW, MANY),
                List.of(FEW, MANY_CLIENTS),
                List.of(),
                SAMPLES,
                0,
                "",
                null,
                null),
            System.out);
    System.out.println(new Report(results).text());
  }

  private Result result(String start, int size) {
    List<Result> found =
        results.stream()
            .filter(result -> result.operation().startsWith(start))
            .filter(result -> result.size() == size)
            .toList();
    assertThat(found).as(start).hasSize(1);
    return found.get(0);
  }

  /**
   * The median at four times the projects is at most three times as long, give or take a few ms.
   */
  private void assertFlat(String operation) {
    double few = result(operation, FEW).banata().median();
    double many = result(operation, MANY).banata().median();
    assertThat(many).as(operation).isLessThan(3 * few + 10);
  }

  @Test
  void creationIsFlatAndFasterThanKeycloaks() {
    assertFlat("create a project");
    assertThat(result("create a project", MANY).ratio()).isGreaterThan(1.2);
  }

  @Test
  void listsAreFlatAndFasterThanKeycloaks() {
    assertFlat("list projects (");
    assertFlat("search projects");
    assertFlat("list projects as their owner");
    // A global admin's list of all realms becomes slow only beyond what fits into this test.
    assertThat(result("list projects as their owner", MANY).ratio()).isGreaterThan(1.5);
  }

  @Test
  void aListOfClientsIsFlat() {
    double few = result("list clients of a project", FEW).banata().median();
    double many = result("list clients of a project", MANY_CLIENTS).banata().median();
    assertThat(many).isLessThan(5 * few + 20);
  }

  @Test
  void openingAndSigningInAreFlat() {
    assertFlat("open a project");
    assertFlat("sign in as the owner of one project");
  }

  @Test
  void keysAreFlatAndAsFastAsAnAdminsToken() {
    assertFlat("list users as an application");
    assertFlat("verify a credential");
    assertFlat("get a token");
    double key = result("list users as an application", MANY).banata().median();
    double admin = result("list users with an admin's token", MANY).banata().median();
    assertThat(key).isLessThan(1.5 * admin + 5);
  }

  /** On a quiet machine it is at least 0.95; this one is busy. */
  @Test
  void tokensWithOurAudiencesAreAboutAsFastAsKeycloaks() {
    assertThat(result("issue a token to a service", MANY).ratio()).isGreaterThan(0.75);
  }
}
