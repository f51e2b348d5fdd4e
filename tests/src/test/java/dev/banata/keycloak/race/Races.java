package dev.banata.keycloak.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Rounds of calls at the same moment. After each, the state must be one that some order of the
 * calls leads to. Rounds run in several lanes, each with a project of its own.
 *
 * <p>Calls that are all refused lose nothing and prove nothing: in each round one of them must be
 * done, and each of them in some round.
 */
final class Races {

  private static final int ROUNDS = Integer.getInteger("banata.test.rounds", 200);
  private static final int LANES = 4;

  /** The longest time by which one of the calls starts later, in milliseconds. */
  private static final int HEAD_START = 40;

  /** What the calls of the lane's present round have come to. */
  private static final ThreadLocal<Tally> TALLY = new ThreadLocal<>();

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
    Map<Integer, Integer> doneRounds = new ConcurrentSkipListMap<>();
    Parallel.run(
        LANES,
        lane -> {
          for (int i = lane; i < rounds; i += LANES) {
            String found = lost(round, lane, doneRounds);
            if (found != null) {
              lost.add("round %d: %s".formatted(i, found));
            }
          }
          return null;
        });

    assertThat(lost).as("%d of %d rounds lost a change", lost.size(), rounds).isEmpty();
    System.out.printf("%d rounds; done in, by call: %s%n", rounds, doneRounds.values());
    assertThat(doneRounds.values())
        .as("in how many rounds each of the calls was done")
        .isNotEmpty()
        .allMatch(times -> times > 0);
  }

  private String lost(Round round, int lane, Map<Integer, Integer> doneRounds) {
    Tally tally = new Tally();
    TALLY.set(tally);
    String lost = round.lost(lanes.get(lane), lane);
    for (int call = 0; call < tally.done.size(); call++) {
      doneRounds.merge(call, tally.done.get(call) ? 1 : 0, Integer::sum);
    }
    if (lost != null) {
      return lost;
    }
    return tally.done.contains(true)
        ? tally.failed
        : "none of the calls was done: " + tally.answers;
  }

  /** The calls of a round, in their order. */
  private static final class Tally {
    private List<Answer> answers = List.of();
    private List<Boolean> done = List.of();

    /** An answer that is neither done nor clearly refused; null for none. */
    private String failed;

    void add(List<Answer> more) {
      answers = more;
      done = more.stream().map(Races::done).toList();
      more.stream()
          .filter(answer -> answer.status() >= 500)
          .forEach(answer -> failed = answer.toString());
    }
  }

  /** The answers to calls at the same moment: each is done, or clearly refused. */
  static List<Answer> race(Supplier<Answer> one, Supplier<Answer> other) {
    return race(List.of(one, other));
  }

  /** The same. One of the calls starts a little later, so that each can be first in some round. */
  static List<Answer> race(List<Supplier<Answer>> calls) {
    int late = ThreadLocalRandom.current().nextInt(calls.size());
    int by = ThreadLocalRandom.current().nextInt(HEAD_START);
    try {
      List<Answer> answers =
          Parallel.run(
              calls.size(),
              i -> {
                if (i == late) {
                  pause(by);
                }
                return calls.get(i).get();
              });
      TALLY.get().add(answers);
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static boolean done(Answer answer) {
    return answer.status() == 200 || answer.status() == 204;
  }
}
