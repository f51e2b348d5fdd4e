package dev.banata.keycloak.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a page of a list begins, and how long it is.
 *
 * @param before id of the row to read before; null for none
 * @param after id of the row to read after; null for none
 */
public record Cursors(String before, String after, int limit) {

  private static final int DEFAULT_LIMIT = 100;

  public static Cursors of(String before, String after, Integer limit) {
    if (before != null && after != null) {
      throw Problem.invalid("before", "must not be given together with after", "conflict");
    }
    return new Cursors(before, after, Optional.ofNullable(limit).orElse(DEFAULT_LIMIT));
  }

  public boolean backward() {
    return before != null;
  }

  /** The row that the cursor names. */
  public <T> Optional<T> row(Function<String, Optional<T>> find) {
    String id = backward() ? before : after;
    if (id == null) {
      return Optional.empty();
    }
    return Optional.of(
        find.apply(id)
            .orElseThrow(
                () ->
                    Problem.invalid(
                        backward() ? "before" : "after",
                        "is not the id of an item of this list",
                        "unknown_cursor")));
  }

  public <T> Page<T> page(List<T> rows, Function<T, String> id) {
    return Page.of(rows, limit, backward(), before != null || after != null, id);
  }
}
