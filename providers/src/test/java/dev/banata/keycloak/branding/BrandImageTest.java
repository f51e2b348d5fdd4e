package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BrandImageTest {

  /** A lossless WebP of 1 x 1 pixel. */
  private static final String WEBP =
      "524946461a000000574542505650384c0d0000002f00000010071011118888fe0700";

  @Test
  void theTypeIsThatOfTheContent() {
    assertThat(BrandImage.of(image("png", 20, 10)).orElseThrow().type()).isEqualTo(ImageType.PNG);
    assertThat(BrandImage.of(image("jpg", 20, 10)).orElseThrow().type()).isEqualTo(ImageType.JPEG);
    assertThat(BrandImage.of(HexFormat.of().parseHex(WEBP)).orElseThrow().type())
        .isEqualTo(ImageType.WEBP);
    assertThat(
            BrandImage.of(
                    "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .type())
        .isEqualTo(ImageType.SVG);
  }

  @Test
  void theNameChangesWithTheContent() {
    String one = BrandImage.of(image("png", 20, 10)).orElseThrow().file("logoUrl");
    String other = BrandImage.of(image("png", 20, 11)).orElseThrow().file("logoUrl");

    assertThat(one).matches("logoUrl-[0-9a-f]{32}\\.png").isNotEqualTo(other);
    assertThat(UploadedImages.isFileOf(BrandingField.LOGO_URL, one)).isTrue();
  }

  @Test
  void whatOnlyBeginsLikeAnImageIsNone() {
    byte[] png = Arrays.copyOf(image("png", 20, 10), 12);
    byte[] webp = HexFormat.of().parseHex(WEBP + "00");
    byte[] jpeg = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 0, 0, 0};

    assertThat(BrandImage.of(png)).isEmpty();
    assertThat(BrandImage.of(webp)).isEmpty();
    assertThat(BrandImage.of(jpeg)).isEmpty();
  }

  @Test
  void imagesThatAreTooLargeAreRefused() {
    assertThat(BrandImage.of(image("png", BrandImage.MAX_SIDE + 1, 1))).isEmpty();
    assertThat(BrandImage.of(Arrays.copyOf(image("png", 1, 1), BrandImage.MAX_BYTES + 1)))
        .isEmpty();
    assertThat(BrandImage.of(new byte[0])).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GIF89a;", "%PDF-1.7", "<html><script>evil()</script></html>", "BM", "\0"})
  void otherKindsAreRefused(String content) {
    assertThat(BrandImage.of(content.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  private static byte[] image(String format, int width, int height) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
