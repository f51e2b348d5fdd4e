package dev.banata.keycloak.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The words of built-in templates and of the layout in one language. */
final class Wording {

  private static final String FOLDER = "/META-INF/banata/email/";
  private static final Map<String, Optional<Wording>> READ = new ConcurrentHashMap<>();

  private final Locale locale;
  private final Properties texts;

  private Wording(Locale locale, Properties texts) {
    this.locale = locale;
    this.texts = texts;
  }

  static Wording english() {
    return of(Locale.ENGLISH).orElseThrow();
  }

  /** For a mail in words of somebody else's: as few of ours as there can be. */
  static Wording neutral() {
    return file("und").orElseThrow();
  }

  /** The words of a locale: in its own file, or in that of its language. */
  static Optional<Wording> of(Locale locale) {
    String region = locale.getLanguage() + "_" + locale.getCountry();
    return locale.getCountry().isEmpty()
        ? file(locale.getLanguage())
        : file(region).or(() -> file(locale.getLanguage()));
  }

  private static Optional<Wording> file(String name) {
    // Only names of files that are there are kept, so that nobody fills it with inventions.
    return name.matches("[a-z]{2,3}(_[A-Z]{2})?") && exists(name)
        ? READ.computeIfAbsent(name, Wording::read)
        : Optional.empty();
  }

  private static boolean exists(String name) {
    return Wording.class.getResource(path(name)) != null;
  }

  private static Optional<Wording> read(String name) {
    try (InputStream file = Wording.class.getResourceAsStream(path(name));
        Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      Properties texts = new Properties();
      texts.load(reader);
      return Optional.of(new Wording(Locale.forLanguageTag(name.replace('_', '-')), texts));
    } catch (IOException e) {
      throw new UncheckedIOException("The JAR has no readable " + path(name), e);
    }
  }

  private static String path(String name) {
    return FOLDER + name + ".properties";
  }

  Locale locale() {
    return locale;
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(texts.getProperty(key));
  }

  /** The keys of the texts. */
  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  /** A text; {@code {0}} is the argument. */
  String text(String key, String... argument) {
    String text =
        find(key)
            .orElseGet(
                () -> {
                  if (locale.equals(Locale.ENGLISH)) {
                    throw new IllegalStateException("No words for " + key);
                  }
                  return english().text(key);
                });
    return argument.length == 0 ? text : text.replace("{0}", argument[0]);
  }
}
