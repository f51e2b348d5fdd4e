package dev.banata.keycloak.outgoing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class BulkheadsTest {

  private final Bulkheads bulkheads = new Bulkheads(2);

  @Test
  void e2_aProjectHasItsPlacesAndNoMore() throws TooManyAtOnceException {
    bulkheads.enter("a");
    bulkheads.enter("a");

    assertThatThrownBy(() -> bulkheads.enter("a")).isInstanceOf(TooManyAtOnceException.class);
    assertThatCode(() -> bulkheads.enter("b")).doesNotThrowAnyException();
    bulkheads.leave("a");
    assertThatCode(() -> bulkheads.enter("a")).doesNotThrowAnyException();
  }

  @Test
  void e2_whenManyProjectsWaitEachHasOnePlace() throws TooManyAtOnceException {
    for (String realm : new String[] {"a", "b", "c"}) {
      bulkheads.enter(realm);
      bulkheads.enter(realm);
    }

    assertThatCode(() -> bulkheads.enter("d")).doesNotThrowAnyException();
    assertThatThrownBy(() -> bulkheads.enter("d")).isInstanceOf(TooManyAtOnceException.class);
  }
}
