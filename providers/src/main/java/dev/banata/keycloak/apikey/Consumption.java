package dev.banata.keycloak.apikey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The calls that this node let pass since it last told the other nodes. As a text, each line is a
 * key's id, its limit (calls and milliseconds), and the calls that passed.
 */
final class Consumption {

  private static final Pattern LINE =
      Pattern.compile("(\\S+) ([1-9]\\d{0,8}) ([1-9]\\d{0,8}) ([1-9]\\d{0,8})");

  private final Map<LimitedKey, Long> calls = new ConcurrentHashMap<>();

  void add(LimitedKey key) {
    calls.merge(key, 1L, Long::sum);
  }

  /** Takes what was counted so far; key by key, so that a call during it is not lost. */
  Map<LimitedKey, Long> drain() {
    Map<LimitedKey, Long> drained = new HashMap<>();
    for (LimitedKey key : List.copyOf(calls.keySet())) {
      Long count = calls.remove(key);
      if (count != null) {
        drained.put(key, count);
      }
    }
    return drained;
  }

  static String format(Map<LimitedKey, Long> calls) {
    return calls.entrySet().stream()
        .map(entry -> format(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String format(LimitedKey key, long calls) {
    return String.join(
        " ",
        key.keyId(),
        Integer.toString(key.limit().max()),
        Long.toString(key.limit().windowMillis()),
        Long.toString(calls));
  }

  /** Reads the text of another node. Lines that a newer version may write are passed over. */
  static Map<LimitedKey, Long> parse(String text) {
    Map<LimitedKey, Long> calls = new HashMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> calls.merge(key(line), Long.valueOf(line.group(4)), Long::sum));
    return calls;
  }

  private static LimitedKey key(Matcher line) {
    int max = Integer.parseInt(line.group(2));
    return new LimitedKey(line.group(1), new RateLimit(true, max, Long.parseLong(line.group(3))));
  }
}
