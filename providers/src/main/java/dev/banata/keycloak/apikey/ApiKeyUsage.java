package dev.banata.keycloak.apikey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the uses of keys on this node until the next flush, so that no check has to write. */
final class ApiKeyUsage {

  /** Uses of one key since the last flush. */
  record Count(long calls, long firstUsedAt, long lastUsedAt) {
    Count add(Count other) {
      return new Count(
          calls + other.calls,
          Math.min(firstUsedAt, other.firstUsedAt),
          Math.max(lastUsedAt, other.lastUsedAt));
    }
  }

  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  void record(String keyId, long now) {
    counts.merge(keyId, new Count(1, now, now), Count::add);
  }

  /** Takes what was counted so far; key by key, so that a use during it is not lost. */
  Map<String, Count> drain() {
    Map<String, Count> drained = new HashMap<>();
    for (String keyId : List.copyOf(counts.keySet())) {
      Count count = counts.remove(keyId);
      if (count != null) {
        drained.put(keyId, count);
      }
    }
    return drained;
  }

  /** How long ago the oldest use was that was not taken yet; 0 if there is none. */
  long ageMillis(long now) {
    return counts.values().stream()
        .mapToLong(count -> Math.max(0, now - count.firstUsedAt()))
        .max()
        .orElse(0);
  }

  /** Puts back what could not be written. */
  void restore(Map<String, Count> drained) {
    drained.forEach((keyId, count) -> counts.merge(keyId, count, Count::add));
  }
}
