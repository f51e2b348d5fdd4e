package dev.banata.keycloak.project;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All runs of three characters in a text, in lower case: what a search for a part of it is looked
 * up by, because no index of a database finds the middle of a value.
 */
final class Trigrams {

  private static final int LENGTH = 3;

  private Trigrams() {}

  static Set<String> of(String... texts) {
    return Arrays.stream(texts).flatMap(Trigrams::all).collect(Collectors.toSet());
  }

  /**
   * The first, the middle and the last of a text: whatever contains the text has them, and few
   * others do. None of a text that is shorter, which nearly everything contains.
   */
  static List<String> some(String text) {
    List<String> all = all(text).toList();
    return IntStream.of(0, all.size() / 2, all.size() - 1)
        .filter(index -> index >= 0 && index < all.size())
        .mapToObj(all::get)
        .distinct()
        .toList();
  }

  /** By code points: half of a surrogate pair is nothing that a database could keep. */
  private static Stream<String> all(String text) {
    int[] characters = text.toLowerCase(Locale.ROOT).codePoints().toArray();
    return IntStream.rangeClosed(0, characters.length - LENGTH)
        .mapToObj(start -> new String(characters, start, LENGTH));
  }
}
