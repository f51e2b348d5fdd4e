package dev.banata.keycloak.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Rounds of calls at the same moment. After each, the state must be one that some order of the
 * calls leads to. Rounds run in several lanes, each with a project of its own.
 */
final class Races {

  private static final int ROUNDS = Integer.getInteger("banata.test.rounds", 200);
  private static final int LANES = 4;

  /** An answer of the lane's round that is neither done nor clearly refused. */
  private static final ThreadLocal<String> FAILED = new ThreadLocal<>();

  private final List<TestProject> lanes;

  Races(TestProjects projects) {
    lanes = IntStream.range(0, LANES).mapToObj(i -> projects.create()).toList();
  }

  List<TestProject> lanes() {
    return lanes;
  }

  /** One round in a lane; it names what was lost, or nothing. */
  interface Round {
    String lost(TestProject project, int lane);
  }

  void run(Round round) throws InterruptedException, ExecutionException {
    run(ROUNDS, round);
  }

  void run(int rounds, Round round) throws InterruptedException, ExecutionException {
    List<String> lost = Collections.synchronizedList(new ArrayList<>());
    Parallel.run(
        LANES,
        lane -> {
          for (int i = lane; i < rounds; i += LANES) {
            String found = lost(round, lane);
            if (found != null) {
              lost.add("round %d: %s".formatted(i, found));
            }
          }
          return null;
        });

    assertThat(lost).as("%d of %d rounds lost a change", lost.size(), rounds).isEmpty();
  }

  private String lost(Round round, int lane) {
    FAILED.remove();
    String lost = round.lost(lanes.get(lane), lane);
    return lost == null ? FAILED.get() : lost;
  }

  /** The answers to calls at the same moment: each is done, or clearly refused. */
  static List<Answer> race(Supplier<Answer> one, Supplier<Answer> other) {
    return race(List.of(one, other));
  }

  static List<Answer> race(List<Supplier<Answer>> calls) {
    try {
      List<Answer> answers = Parallel.run(calls.size(), i -> calls.get(i).get());
      answers.stream()
          .filter(answer -> answer.status() >= 500)
          .forEach(answer -> FAILED.set(answer.toString()));
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean done(Answer answer) {
    return answer.status() == 200;
  }
}
