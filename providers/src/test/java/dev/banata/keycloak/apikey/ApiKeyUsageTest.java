package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ApiKeyUsageTest {

  private final ApiKeyUsage usage = new ApiKeyUsage();

  @Test
  void countsUsesAndKeepsTheLastTime() {
    usage.record("ak_1", 10);
    usage.record("ak_1", 30);
    usage.record("ak_1", 20);
    usage.record("ak_2", 5);

    assertThat(usage.drain())
        .containsEntry("ak_1", new ApiKeyUsage.Count(3, 10, 30))
        .containsEntry("ak_2", new ApiKeyUsage.Count(1, 5, 5))
        .hasSize(2);
    assertThat(usage.drain()).isEmpty();
  }

  @Test
  void whatCouldNotBeWrittenIsKept() {
    usage.record("ak_1", 10);
    var drained = usage.drain();
    usage.record("ak_1", 20);
    usage.restore(drained);

    assertThat(usage.drain()).containsEntry("ak_1", new ApiKeyUsage.Count(2, 10, 20));
  }

  @Test
  void theAgeIsThatOfTheOldestUseThatIsNotWritten() {
    assertThat(usage.ageMillis(1000)).isZero();
    usage.record("ak_1", 300);
    usage.record("ak_2", 100);
    usage.record("ak_2", 500);
    assertThat(usage.ageMillis(1000)).isEqualTo(900);
    usage.restore(usage.drain());
    assertThat(usage.ageMillis(1000)).isEqualTo(900);
    usage.drain();
    assertThat(usage.ageMillis(1000)).isZero();
  }

  @Test
  void nothingIsLostWhileItIsFlushed() throws InterruptedException {
    int threads = 4;
    int uses = 20_000;
    AtomicLong flushed = new AtomicLong();
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread user =
          new Thread(
              () -> {
                for (int n = 0; n < uses; n++) {
                  usage.record("ak_1", n);
                }
              });
      users.add(user);
      user.start();
    }
    while (users.stream().anyMatch(Thread::isAlive)) {
      usage.drain().values().forEach(count -> flushed.addAndGet(count.calls()));
    }
    for (Thread user : users) {
      user.join();
    }
    usage.drain().values().forEach(count -> flushed.addAndGet(count.calls()));

    assertThat(flushed).hasValue((long) threads * uses);
  }
}
