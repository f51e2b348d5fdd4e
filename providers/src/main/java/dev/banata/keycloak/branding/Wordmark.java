package dev.banata.keycloak.branding;

import java.nio.charset.StandardCharsets;

/** The name of a product as an image, for a product that has no logo. */
final class Wordmark {

  /** About the width of a character, in the units of the drawing. */
  private static final int CHARACTER = 14;

  /** Can be read on white and on nearly black. */
  private static final String GREY = "#78716c";

  private Wordmark() {}

  static BrandImage of(String name) {
    String svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 40">\
        <text x="2" y="28" font-family="sans-serif" font-size="22" font-weight="700" fill="%s">\
        %s</text></svg>"""
            .formatted(name.length() * CHARACTER + CHARACTER, GREY, Markup.escape(name));
    return BrandImage.of(svg.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() -> new IllegalStateException("A drawing of ours is none"));
  }
}
