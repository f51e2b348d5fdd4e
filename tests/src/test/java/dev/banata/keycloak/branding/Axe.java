package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks at a page for what keeps people with disabilities out, by the rules of axe-core. */
final class Axe {

  private static final String SCRIPT = script();

  /** What is serious or critical, each with the elements that it is about. */
  private static final String RUN =
      """
      () => axe.run(document, {resultTypes: ['violations']}).then(result => result.violations
        .filter(violation => ['serious', 'critical'].includes(violation.impact))
        .map(violation => violation.id + ': '
          + violation.nodes.map(node => node.html.slice(0, 160)
              + ' (' + node.any.map(check => check.message).join('; ') + ')').join(' | ')))
      """;

  private Axe() {}

  static void assertSound(Page page, String what) {
    page.evaluate(SCRIPT);
    Object violations = page.evaluate(RUN);

    assertThat((List<?>) violations).as(what).isEmpty();
  }

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
