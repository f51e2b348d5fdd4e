package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every pattern of ours on its worst input: those in static fields of the compiled classes, those
 * written in a call of {@code matches}, {@code replaceAll} or {@code split}, and those of the
 * OpenAPI document. A quadratic pattern takes seconds for 64 KiB, and minutes for 1 MiB. Patterns
 * of the document never see more than {@link OpenApi#MAX_MATCHED} characters.
 */
final class PatternsTest {

  private static final int SAMPLE = 64 * 1024;
  private static final String OPEN_API = "openapi.yaml";
  private static final int MEBIBYTE = 1024 * 1024;

  /** A linear pattern needs some milliseconds for either. */
  private static final long SAMPLE_MILLIS = 700;

  private static final long MEBIBYTE_MILLIS = 3_000;

  /** What a server's thread has at least left when it calls us. */
  private static final long STACK_BYTES = 256 * 1024;

  private static final Path CLASSES = Path.of("target/classes");
  private static final Path SOURCES = Path.of("src/main/java");

  /** Not a replacement, which is all that a matcher's replaceAll takes. */
  private static final Pattern INLINE =
      Pattern.compile(
          "\\.(matches|replaceAll|replaceFirst|split)"
              + "\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*([,)])");

  private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
  private static final int HEXADECIMAL = 16;

  /** Otherwise a text that maxLength allows would not match. */
  @Test
  void e1_textsWithAPatternAreNoLongerThanWhatIsMatched() {
    List<String> longer = new ArrayList<>();
    schemas(
        OPEN_API,
        OpenApi.get().document(),
        (path, schema) -> {
          boolean repeats = schema.get("pattern").textValue().matches(".*[*+].*");
          if (repeats && schema.path("maxLength").asInt(Integer.MAX_VALUE) > OpenApi.MAX_MATCHED) {
            longer.add(path);
          }
        });
    assertThat(longer).isEmpty();
  }

  @Test
  void e1_noPatternOfOursIsSlowOrOverflowsTheStack() throws Exception {
    Map<String, Predicate<String>> patterns = new TreeMap<>();
    staticFields(patterns);
    inline(patterns);
    schemas(
        OPEN_API,
        OpenApi.get().document(),
        (path, schema) -> {
          String pattern = schema.get("pattern").textValue();
          patterns.put(path + "=" + pattern, OpenApi.bounded(pattern)::matches);
        });
    assertThat(patterns).as("patterns that were found").hasSizeGreaterThan(110);

    List<String> slow = new ArrayList<>();
    for (Map.Entry<String, Predicate<String>> each : patterns.entrySet()) {
      Thread thread =
          new Thread(
              null, () -> judge(each.getKey(), each.getValue(), slow), "pattern", STACK_BYTES);
      thread.start();
      thread.join();
    }
    assertThat(slow).isEmpty();
  }

  private static void judge(String name, Predicate<String> pattern, List<String> slow) {
    int sample = name.startsWith(OPEN_API) ? OpenApi.MAX_MATCHED - 1 : SAMPLE;
    String worst = "";
    long longest = -1;
    for (String pump : pumps(name)) {
      for (String end : List.of("", "\u0001", "@")) {
        String input = pump.repeat(sample / pump.length()) + end;
        long millis = millis(pattern, input);
        if (millis < 0 || millis > SAMPLE_MILLIS) {
          slow.add(name + " on " + shown(pump) + "… : " + (millis < 0 ? "stack" : millis + " ms"));
          return;
        }
        if (millis > longest) {
          longest = millis;
          worst = pump + "\n" + end;
        }
      }
    }
    String pump = worst.substring(0, worst.lastIndexOf('\n'));
    long millis =
        millis(
            pattern,
            pump.repeat(MEBIBYTE / pump.length()) + worst.substring(worst.lastIndexOf('\n') + 1));
    if (millis < 0 || millis > MEBIBYTE_MILLIS) {
      slow.add(name + " on 1 MiB of " + shown(pump) + ": " + millis + " ms");
    }
  }

  private static long millis(Predicate<String> pattern, String input) {
    long begin = System.nanoTime();
    try {
      boolean unused = pattern.test(input);
    } catch (StackOverflowError e) {
      return -1;
    } catch (TooLong e) {
      return Long.MAX_VALUE;
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  /** One or two characters again and again, of those that mean something to the pattern. */
  private static Set<String> pumps(String name) {
    Set<Integer> characters = new LinkedHashSet<>();
    "a0. -".chars().forEach(characters::add);
    String regex = name.substring(name.indexOf('=') + 1);
    regex.chars().filter(c -> ":@#/{}()<\"_,;%A\n".indexOf(c) >= 0).forEach(characters::add);
    regex.chars().filter(Character::isLowerCase).limit(2).forEach(characters::add);
    List<Integer> chosen = characters.stream().limit(8).toList();
    Set<String> pumps = new LinkedHashSet<>();
    for (int first : chosen) {
      pumps.add(Character.toString(first));
      for (int second : chosen) {
        pumps.add(Character.toString(first) + Character.toString(second));
      }
    }
    return pumps;
  }

  private static String shown(String text) {
    return '"' + text.replace("\n", "\\n") + '"';
  }

  private static void staticFields(Map<String, Predicate<String>> patterns)
      throws IOException, ReflectiveOperationException {
    for (Path file : files(CLASSES, ".class")) {
      String name = CLASSES.relativize(file).toString().replace('/', '.').replace(".class", "");
      if (!name.startsWith("dev.banata") || name.endsWith("-info")) {
        continue;
      }
      Class<?> type = Class.forName(name, false, PatternsTest.class.getClassLoader());
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == Pattern.class) {
          field.setAccessible(true);
          Pattern pattern = (Pattern) field.get(null);
          String title = name + "." + field.getName() + "=" + pattern.pattern();
          patterns.put(
              title, isOnlyMatched(type, field.getName()) ? matching(pattern) : finding(pattern));
        }
      }
    }
  }

  /** True if the source asks the pattern for whole texts only. */
  private static boolean isOnlyMatched(Class<?> type, String field) throws IOException {
    Class<?> outermost = type;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    String path = outermost.getName().replace('.', '/') + ".java";
    String source = Files.readString(SOURCES.resolve(path));
    Matcher uses = Pattern.compile("\\b" + field + "\\s*\\.(matcher|split)\\(").matcher(source);
    int count = 0;
    while (uses.find()) {
      count++;
      if (uses.group(1).equals("split") || !isFollowedByMatches(source, uses.end())) {
        return false;
      }
    }
    boolean byReference =
        source.contains(field + "::matcher") && source.contains("Matcher::matches");
    return count > 0 || byReference;
  }

  private static boolean isFollowedByMatches(String source, int from) {
    int depth = 1;
    int at = from;
    while (depth > 0) {
      char c = source.charAt(at++);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    String rest = source.substring(at).stripLeading();
    return rest.startsWith(".matches()")
        || (rest.startsWith(";") && !source.contains(".find()") && source.contains(".matches()"));
  }

  private static void inline(Map<String, Predicate<String>> patterns) throws IOException {
    for (Path file : files(SOURCES, ".java")) {
      Matcher calls = INLINE.matcher(Files.readString(file));
      while (calls.find()) {
        if (calls.group(1).startsWith("replace") && calls.group(3).equals(")")) {
          continue;
        }
        Pattern pattern = Pattern.compile(unescaped(calls.group(2)));
        patterns.put(
            SOURCES.relativize(file) + "=" + pattern.pattern(),
            calls.group(1).equals("matches") ? matching(pattern) : finding(pattern));
      }
    }
  }

  /** What the compiler makes of the text of a literal. */
  private static String unescaped(String literal) {
    return UNICODE
        .matcher(literal)
        .replaceAll(
            code ->
                Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(code.group(1), HEXADECIMAL))))
        .translateEscapes();
  }

  /** Takes every schema of the document that has a pattern. */
  private static void schemas(
      String path, JsonNode node, BiConsumer<String, JsonNode> withPattern) {
    if (node.path("pattern").isTextual() && !path.endsWith("/x-message")) {
      withPattern.accept(path, node);
    }
    node.properties()
        .forEach(each -> schemas(path + "/" + each.getKey(), each.getValue(), withPattern));
    if (node.isArray()) {
      node.forEach(each -> schemas(path + "/*", each, withPattern));
    }
  }

  private static List<Path> files(Path root, String end) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Predicate<String> matching(Pattern pattern) {
    return text -> pattern.matcher(new Timed(text)).matches();
  }

  private static Predicate<String> finding(Pattern pattern) {
    return text -> {
      Matcher matcher = pattern.matcher(new Timed(text));
      boolean found = false;
      while (matcher.find()) {
        found = true;
      }
      return found;
    };
  }

  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A text that cannot be read for ever. */
  private static final class Timed implements CharSequence {

    /** Some seconds; a linear pattern needs a hundredth of it for 1 MiB. */
    private static final long READS = 600_000_000L;

    private final String text;
    private long left = READS;

    Timed(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
