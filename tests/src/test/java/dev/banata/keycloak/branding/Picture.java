package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A screenshot, compared with the one that is kept. Both are made smaller first, so that another
 * version of a font makes no difference, and another layout or colour does.
 */
final class Picture {

  private static final Path KEPT = Path.of("src/test/resources/screenshots");
  private static final Path FAILED = Path.of("target/screenshots");

  /** {@code -Dbanata.screenshots=keep} keeps what the pages look like now. */
  private static final boolean KEEP = "keep".equals(System.getProperty("banata.screenshots"));

  private static final int SMALLER = 4;
  private static final int OTHER_COLOUR = 40;
  private static final double TOLERATED = 0.02;

  private final String name;
  private final BufferedImage image;

  private Picture(String name, BufferedImage image) {
    this.name = name;
    this.image = image;
  }

  static Picture of(String name, byte[] png) {
    try {
      return new Picture(name, ImageIO.read(new ByteArrayInputStream(png)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertAsKept() {
    Path file = KEPT.resolve(name + ".png");
    try {
      if (KEEP) {
        write(image, file);
      }
      assertThat(file).as("a kept screenshot; -Dbanata.screenshots=keep makes it").exists();
      double different = compare(ImageIO.read(file.toFile()));

      assertThat(different).as("share of %s that looks different", name).isLessThan(TOLERATED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double compare(BufferedImage kept) throws IOException {
    assertThat(kept.getWidth()).as("width of %s", name).isEqualTo(image.getWidth());
    assertThat(kept.getHeight()).as("height of %s", name).isEqualTo(image.getHeight());
    BufferedImage one = smaller(kept);
    BufferedImage other = smaller(image);
    BufferedImage difference =
        new BufferedImage(one.getWidth(), one.getHeight(), BufferedImage.TYPE_INT_RGB);
    int different = 0;
    for (int x = 0; x < one.getWidth(); x++) {
      for (int y = 0; y < one.getHeight(); y++) {
        if (distance(new Color(one.getRGB(x, y)), new Color(other.getRGB(x, y))) > OTHER_COLOUR) {
          difference.setRGB(x, y, Color.RED.getRGB());
          different++;
        }
      }
    }
    double share = different / (double) (one.getWidth() * one.getHeight());
    if (share >= TOLERATED) {
      write(image, FAILED.resolve(name + "-actual.png"));
      write(difference, FAILED.resolve(name + "-difference.png"));
    }
    return share;
  }

  private static int distance(Color one, Color other) {
    return Math.max(
        Math.abs(one.getRed() - other.getRed()),
        Math.max(
            Math.abs(one.getGreen() - other.getGreen()),
            Math.abs(one.getBlue() - other.getBlue())));
  }

  private static BufferedImage smaller(BufferedImage image) {
    int width = image.getWidth() / SMALLER;
    int height = image.getHeight() / SMALLER;
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(
        image.getScaledInstance(width, height, java.awt.Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    return result;
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
