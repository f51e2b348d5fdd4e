package dev.banata.keycloak.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that a misspelt one was meant to be. {@code user_id}, {@code userID} and {@code
 * user-id} are {@code userId}; otherwise it is the one with the fewest edits, if these are at most
 * a third of its letters, or one that is part of the other.
 */
final class NearestName {

  /** Parts that are shorter are in many names by chance. */
  private static final int SHORTEST_PART = 4;

  private NearestName() {}

  static Optional<String> of(String unknown, Collection<String> known) {
    String wanted = letters(unknown);
    Optional<String> nearest =
        known.stream()
            .filter(name -> isNear(wanted, letters(name)))
            .min(Comparator.comparingInt(name -> edits(wanted, letters(name))));
    return nearest.or(
        () -> known.stream().filter(name -> isPart(wanted, letters(name))).findFirst());
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static boolean isNear(String a, String b) {
    return edits(a, b) <= Math.max(1, Math.max(a.length(), b.length()) / 3);
  }

  private static boolean isPart(String a, String b) {
    return Math.min(a.length(), b.length()) >= SHORTEST_PART && (a.contains(b) || b.contains(a));
  }

  /** The Levenshtein distance: letters to insert, remove or replace. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[to.length()];
  }
}
