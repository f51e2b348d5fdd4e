package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What rendering has to give, kept as files: {@code -Dbanata.golden=write} writes them anew, to be
 * looked at in a browser and reviewed as a change.
 */
final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/email");

  private Golden() {}

  static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertSame(String name, String actual) {
    if ("write".equals(System.getProperty("banata.golden"))) {
      try {
        Files.writeString(FOLDER.resolve(name), actual);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(actual).as(name).isEqualTo(read(name));
  }
}
