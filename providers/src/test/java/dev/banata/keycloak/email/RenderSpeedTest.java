package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A template of thirty blocks, from its JSON to the mail. */
final class RenderSpeedTest {

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int BLOCKS = 30;
  private static final int WARM_UP = 300;
  private static final int MEASURED = 301;

  /** The time of the processor: what else runs on the machine does not count. */
  private static final double LIMIT_MILLIS = 5;

  @Test
  void isQuick() {
    String blocks = blocks();
    for (int i = 0; i < WARM_UP; i++) {
      render(blocks);
    }
    long[] nanos = new long[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      render(blocks);
      nanos[i] = CLOCK.getCurrentThreadCpuTime() - start;
    }
    Arrays.sort(nanos);
    double median = nanos[MEASURED / 2] / 1e6;
    System.out.printf("Rendering %d blocks: median %.2f ms%n", BLOCKS, median);

    assertThat(median).isLessThan(LIMIT_MILLIS);
  }

  private static void render(String blocks) {
    assertThat(Mails.render(blocks, Map.of("name", "Ada", "url", "https://a.example")).html())
        .hasSizeGreaterThan(5000);
  }

  private static String blocks() {
    String[] kinds = {
      "{\"type\":\"heading\",\"text\":\"Hello {{name}}\"}",
      "{\"type\":\"text\",\"text\":\"Some <b>bold</b> text for {{name}} with a <a href=\\\"{{url}}\\\">link</a>\",\"style\":{\"color\":\"#334155\",\"fontSize\":15}}",
      "{\"type\":\"button\",\"text\":\"Go\",\"href\":\"{{url}}\"}",
      "{\"type\":\"image\",\"src\":\"https://a.example/a.png\",\"alt\":\"A\",\"width\":300}",
      "{\"type\":\"divider\"}",
      "{\"type\":\"columns\",\"columns\":[{\"blocks\":[{\"type\":\"text\",\"text\":\"Left\"}]},{\"blocks\":[{\"type\":\"code\",\"text\":\"847291\"}]}]}"
    };
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < BLOCKS; i++) {
      json.append(i == 0 ? "" : ",").append(kinds[i % kinds.length]);
    }
    return json.append(']').toString();
  }
}
