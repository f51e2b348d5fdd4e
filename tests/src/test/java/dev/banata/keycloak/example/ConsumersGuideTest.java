package dev.banata.keycloak.example;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.server.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/consumers.md shows is what runs: the page and the programs cannot drift apart. */
final class ConsumersGuideTest {

  /** A link on a line of its own, and the block below it. */
  private static final Pattern SNIPPET =
      Pattern.compile("(?m)^\\[[^]]+]\\((examples/[^)]+)\\)\n\n```\\w+\n((?s:.+?\n))```$");

  private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)$");

  private final Path docs = Checkout.current().root().resolve("docs");
  private final String page;

  ConsumersGuideTest() throws IOException {
    page = Files.readString(docs.resolve("consumers.md"));
  }

  @Test
  void everySnippetIsLiterallyInItsProgram() throws IOException {
    List<String> files = new ArrayList<>();
    Matcher snippet = SNIPPET.matcher(page);
    while (snippet.find()) {
      files.add(snippet.group(1));
      assertThat(Files.readString(docs.resolve(snippet.group(1))))
          .as(snippet.group(1))
          .contains(snippet.group(2));
    }

    assertThat(files).hasSizeGreaterThanOrEqualTo(11);
    assertThat(BLOCK.matcher(page).results().filter(block -> !block.group(1).equals("sh")))
        .as("blocks that are not commands all name their file")
        .hasSameSizeAs(files);
  }

  @Test
  void everyCommandIsOneThatTheTestsRun() {
    Set<String> commands = Arrays.stream(Example.values()).map(Example::command).collect(toSet());

    Set<String> shown =
        page.lines()
            .map(line -> line.replaceFirst("^([A-Z_]+=\\S+ )+", "").replaceFirst(" > \\S+$", ""))
            .filter(line -> line.matches("(java|node) .*"))
            .collect(toSet());

    assertThat(shown).isEqualTo(commands);
  }

  @Test
  void theVersionsAreThoseOfTheBuilds() throws IOException {
    String builds =
        Files.readString(docs.resolve("examples/spring/pom.xml"))
            + Files.readString(docs.resolve("examples/quarkus/pom.xml"))
            + Files.readString(docs.resolve("examples/node/package.json"));
    List<String> versions =
        Pattern.compile("(?m)^\\| [^|]+ \\| ([0-9.]+) \\|")
            .matcher(page)
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(versions).hasSize(4);
    assertThat(builds).contains(versions);
  }
}
