package dev.banata.keycloak.branding;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.function.Function;

/**
 * The last results of a function that always has the same for the same argument. Nothing has to be
 * removed when something changes: then the argument is another.
 */
final class Remembered<K, V> {

  private final LoadingCache<K, V> results;

  Remembered(int most, Function<K, V> function) {
    this.results = Caffeine.newBuilder().maximumSize(most).build(function::apply);
  }

  V get(K argument) {
    return results.get(argument);
  }
}
