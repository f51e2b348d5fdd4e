package dev.banata.keycloak.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banata.keycloak.compat.Refusal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NarrowingTest {

  private static final Set<String> ALLOWED = new LinkedHashSet<>(List.of("a", "b", "c"));

  private static Set<String> audience(List<String> granted, List<String> requested) throws Refusal {
    return Narrowing.audience(ALLOWED, Targets.ofNames(granted), Targets.ofNames(requested));
  }

  @Test
  void withoutAnyWishItIsAllThatIsAllowed() throws Refusal {
    assertThat(audience(List.of(), List.of())).containsExactly("a", "b", "c");
  }

  @Test
  void aRequestNarrows() throws Refusal {
    assertThat(audience(List.of(), List.of("b"))).containsExactly("b");
    assertThat(audience(List.of(), List.of("c", "a"))).containsExactly("c", "a");
  }

  @Test
  void aGrantNarrowsAndIsNotWidenedAgain() throws Refusal {
    assertThat(audience(List.of("a", "b"), List.of())).containsExactly("a", "b");
    assertThat(audience(List.of("a", "b"), List.of("b"))).containsExactly("b");
    assertThatThrownBy(() -> audience(List.of("a", "b"), List.of("c"))).isInstanceOf(Refusal.class);
  }

  @Test
  void oneThatIsNotAllowedRefusesAll() {
    assertThatThrownBy(() -> audience(List.of(), List.of("a", "x"))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> audience(List.of(), List.of(""))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> audience(List.of(), List.of("A"))).isInstanceOf(Refusal.class);
  }

  @Test
  void whatTheClientMayNoLongerIsGone() throws Refusal {
    assertThat(audience(List.of("a", "gone"), List.of())).containsExactly("a");
    assertThatThrownBy(() -> audience(List.of("gone"), List.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no longer");
  }
}
