package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PageTest {

  private static Page<String> page(List<String> rows, boolean backward, boolean fromCursor) {
    return Page.of(rows, 2, backward, fromCursor, id -> id);
  }

  @Test
  void aFirstPageHasNoBefore() {
    Page<String> page = page(List.of("a", "b", "c"), false, false);

    assertThat(page.items()).containsExactly("a", "b");
    assertThat(page.listMetadata()).isEqualTo(new Page.ListMetadata(null, "b"));
  }

  @Test
  void aMiddlePageHasBoth() {
    assertThat(page(List.of("c", "d", "e"), false, true).listMetadata())
        .isEqualTo(new Page.ListMetadata("c", "d"));
  }

  @Test
  void aLastPageHasNoAfter() {
    assertThat(page(List.of("e"), false, true).listMetadata())
        .isEqualTo(new Page.ListMetadata("e", null));
  }

  @Test
  void aPageThatIsReadBackwardsIsInTheOrderOfTheList() {
    Page<String> page = page(List.of("d", "c", "b"), true, true);

    assertThat(page.items()).containsExactly("c", "d");
    assertThat(page.listMetadata()).isEqualTo(new Page.ListMetadata("c", "d"));
  }

  @Test
  void anEmptyPageHasNoCursors() {
    assertThat(page(List.of(), false, false).listMetadata())
        .isEqualTo(new Page.ListMetadata(null, null));
  }
}
