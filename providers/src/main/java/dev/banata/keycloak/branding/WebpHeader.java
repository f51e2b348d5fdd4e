package dev.banata.keycloak.branding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the header of a WebP file says; the JDK has no decoder for it.
 *
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">RIFF container</a>
 */
record WebpHeader(int width, int height) {

  private static final int LEAST = 30;
  private static final int RIFF_HEADER = 8;
  private static final int CHUNK = 12;
  private static final int FRAME = 20;
  private static final int LOSSLESS_SIGNATURE = 0x2f;
  private static final int LOSSY_SIGNATURE = 0x2a019d;
  private static final int BITS_14 = 0x3fff;
  private static final int BITS_24 = 0xffffff;

  static boolean isWebp(byte[] bytes) {
    return bytes.length >= LEAST
        && text(bytes, 0).equals("RIFF")
        && text(bytes, RIFF_HEADER).equals("WEBP");
  }

  /** Nothing if the file is shorter or longer than it says, or is of no known kind. */
  static Optional<WebpHeader> of(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (Integer.toUnsignedLong(file.getInt(4)) + RIFF_HEADER != bytes.length) {
      return Optional.empty();
    }
    return switch (text(bytes, CHUNK)) {
      case "VP8 " -> lossy(file);
      case "VP8L" -> lossless(file);
      case "VP8X" ->
          Optional.of(
              new WebpHeader(
                  1 + (file.getInt(FRAME + 4) & BITS_24),
                  1 + ((file.getInt(FRAME + 6) >>> 8) & BITS_24)));
      default -> Optional.empty();
    };
  }

  private static Optional<WebpHeader> lossy(ByteBuffer file) {
    if ((file.getInt(FRAME + 3) & BITS_24) != LOSSY_SIGNATURE) {
      return Optional.empty();
    }
    return Optional.of(
        new WebpHeader(file.getShort(FRAME + 6) & BITS_14, file.getShort(FRAME + 8) & BITS_14));
  }

  private static Optional<WebpHeader> lossless(ByteBuffer file) {
    if (file.get(FRAME) != LOSSLESS_SIGNATURE) {
      return Optional.empty();
    }
    int bits = file.getInt(FRAME + 1);
    return Optional.of(new WebpHeader(1 + (bits & BITS_14), 1 + ((bits >>> 14) & BITS_14)));
  }

  private static String text(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.US_ASCII);
  }
}
