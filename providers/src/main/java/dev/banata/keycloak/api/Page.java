package dev.banata.keycloak.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list with real cursors: the id of its first item as {@code before} if rows precede,
 * the id of its last item as {@code after} if rows follow.
 */
public record Page<T>(List<T> items, ListMetadata listMetadata) {

  /** The cursors, null where nothing precedes or follows. */
  public record ListMetadata(String before, String after) {

    /** Of a list that has no pages. */
    public static final ListMetadata NONE = new ListMetadata(null, null);
  }

  /**
   * Makes a page of rows that were read in the direction of the request, one more than asked for.
   *
   * @param rows up to {@code limit + 1} rows; nearest to the cursor first
   * @param backward true if the rows were read backwards, from a {@code before} cursor
   * @param fromCursor true if the request had a cursor
   */
  public static <T> Page<T> of(
      List<T> rows, int limit, boolean backward, boolean fromCursor, Function<T, String> id) {
    boolean more = rows.size() > limit;
    List<T> items = new ArrayList<>(more ? rows.subList(0, limit) : rows);
    if (backward) {
      Collections.reverse(items);
    }
    boolean precede = backward ? more : fromCursor;
    boolean follow = backward ? fromCursor : more;
    String first = items.isEmpty() ? null : id.apply(items.get(0));
    String last = items.isEmpty() ? null : id.apply(items.get(items.size() - 1));
    return new Page<>(
        List.copyOf(items), new ListMetadata(precede ? first : null, follow ? last : null));
  }

  /** A list that has no pages. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, ListMetadata.NONE);
  }

  public <R> Page<R> map(Function<T, R> mapper) {
    return new Page<>(items.stream().map(mapper).toList(), listMetadata);
  }
}
