package dev.banata.keycloak.branding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The last results of a function that always has the same for the same argument. Nothing has to be
 * removed when something changes: then the argument is another.
 */
final class Remembered<K, V> {

  private final Function<K, V> function;
  private final Map<K, V> results;

  Remembered(int most, Function<K, V> function) {
    this.function = function;
    this.results =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  V get(K argument) {
    V result;
    synchronized (results) {
      result = results.get(argument);
    }
    if (result == null) {
      // Outside of the lock: one slow argument does not hold up the others.
      result = function.apply(argument);
      synchronized (results) {
        results.put(argument, result);
      }
    }
    return result;
  }
}
