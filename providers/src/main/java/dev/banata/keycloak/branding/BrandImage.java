package dev.banata.keycloak.branding;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** An uploaded image whose bytes are what they claim to be. */
final class BrandImage {

  static final int MAX_BYTES = 128 * 1024;

  /** Wider or higher would only be a way to make browsers run out of memory. */
  static final int MAX_SIDE = 4096;

  private static final int HASH_BYTES = 16;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private final ImageType type;
  private final byte[] bytes;

  private BrandImage(ImageType type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  ImageType type() {
    return type;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** The image, if it is one: found out by its content, never by a name. An SVG is made safe. */
  static Optional<BrandImage> of(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    if (startsWith(bytes, PNG)) {
      return raster(ImageType.PNG, bytes);
    }
    if (startsWith(bytes, JPEG)) {
      return raster(ImageType.JPEG, bytes);
    }
    if (WebpHeader.isWebp(bytes)) {
      return WebpHeader.of(bytes)
          .filter(size -> fits(size.width(), size.height()))
          .map(size -> new BrandImage(ImageType.WEBP, bytes));
    }
    return SvgWriter.sanitized(bytes)
        .filter(svg -> svg.length <= MAX_BYTES)
        .map(svg -> new BrandImage(ImageType.SVG, svg));
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return bytes.length > magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  /** Asks the JDK's decoder, which reads the header alone for it. */
  private static Optional<BrandImage> raster(ImageType type, byte[] bytes) {
    try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReadersBySuffix(type.extension());
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        return fits(reader.getWidth(0), reader.getHeight(0))
            ? Optional.of(new BrandImage(type, bytes))
            : Optional.empty();
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // What decoders throw at bytes that only begin like an image.
      return Optional.empty();
    }
  }

  private static boolean fits(int width, int height) {
    return width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE;
  }

  /** The name under which it is served as an image of that field: other bytes, another name. */
  String file(String field) {
    return field + "-" + hash() + "." + type.extension();
  }

  private String hash() {
    return HexFormat.of().formatHex(sha256(bytes), 0, HASH_BYTES);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
