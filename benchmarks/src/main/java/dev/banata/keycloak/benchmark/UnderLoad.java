package dev.banata.keycloak.benchmark;

import dev.banata.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One thing that both offer, to be done by several clients at once.
 *
 * @param size how much there is of what makes the work larger
 */
record UnderLoad(String title, int size, Runnable plain, Runnable banata) {

  static final int ROUNDS = 5;
  static final int ROUND_SECONDS = 4;

  static List<UnderLoad> all(PlainKeycloak plain, Banata banata, int projects) {
    return List.of(
        new UnderLoad(
            "verify a credential", projects, plain::verifyCredential, banata::verifyCredential),
        new UnderLoad(
            "issue a token to a service",
            projects,
            plain::getServiceToken,
            banata::getServiceToken),
        new UnderLoad("open the page of sign-in", projects, plain::openSignIn, banata::openSignIn));
  }

  /** New tokens of a user who is in so many organizations. */
  static UnderLoad member(PlainKeycloak plain, Banata banata, int organizations) {
    return new UnderLoad(
        "renew the token of a member",
        organizations,
        () -> plain.getMemberToken(organizations),
        () -> banata.getMemberToken(organizations));
  }

  void warmUp() throws InterruptedException {
    Load.warmUp(plain);
    Load.warmUp(banata);
  }

  /** Time and CPU time, on servers that are warm; in turns, as single calls. */
  List<Result> measure(KeycloakServer plainServer, KeycloakServer banataServer)
      throws IOException, InterruptedException {
    List<Load.Cost> plainCosts = new ArrayList<>();
    List<Load.Cost> banataCosts = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      plainCosts.add(Load.cost(plainServer, plain, ROUND_SECONDS));
      banataCosts.add(Load.cost(banataServer, banata, ROUND_SECONDS));
    }
    return List.of(
        new Result(
            title + ": time between answers",
            "ms",
            size,
            samples(plainCosts, Load.Cost::millis),
            samples(banataCosts, Load.Cost::millis)),
        new Result(
            title + ": CPU time",
            "ms",
            size,
            samples(plainCosts, Load.Cost::cpuMillis),
            samples(banataCosts, Load.Cost::cpuMillis)));
  }

  private static Samples samples(List<Load.Cost> costs, ToDoubleFunction<Load.Cost> value) {
    return Samples.of(costs.stream().mapToDouble(value).toArray());
  }
}
