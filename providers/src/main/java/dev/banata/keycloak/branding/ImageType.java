package dev.banata.keycloak.branding;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of images that may be uploaded. */
enum ImageType {
  PNG("png", "image/png"),
  JPEG("jpg", "image/jpeg"),
  WEBP("webp", "image/webp"),
  SVG("svg", "image/svg+xml");

  private final String extension;
  private final String mediaType;

  ImageType(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  static Optional<ImageType> ofFile(String name) {
    return Arrays.stream(values()).filter(type -> name.endsWith("." + type.extension)).findFirst();
  }

  String extension() {
    return extension;
  }

  String mediaType() {
    return mediaType;
  }
}
