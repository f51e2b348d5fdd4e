package dev.banata.keycloak.branding;

import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * How the pages and mails of a project look. Every value has been validated, on every path: what is
 * invalid in the realm counts as the default.
 *
 * @param primaryColor {@code #rgb}, {@code #rrggbb} or {@code #rrggbbaa}, as all colours
 * @param borderRadius pixels, 0 to 48
 * @param darkMode true to follow the browser, false for light only
 * @param customCss style rules that have passed {@link CustomCss}; never the text that was sent
 * @param font the id of a {@link Font}
 * @param logoUrl an https URL, or {@code realms/…} below the server's base URL for an uploaded
 *     image (see {@link #at}), or empty; as all images
 * @param logoHeight pixels, 16 to 160
 * @param cardWidth pixels, 320 to 560
 * @param displayName what the product calls itself; empty for the project's name
 * @param supportUrl an https URL or {@code mailto:} address, or empty
 * @param termsUrl an https URL or empty
 * @param privacyUrl an https URL or empty
 */
public record Branding(
    String primaryColor,
    String bgColor,
    int borderRadius,
    boolean darkMode,
    String customCss,
    String font,
    String logoUrl,
    String darkLogoUrl,
    int logoHeight,
    String faviconUrl,
    String backgroundImageUrl,
    int cardWidth,
    String displayName,
    String supportUrl,
    String termsUrl,
    String privacyUrl) {

  /** What a project looks like that has set nothing. */
  public static final Branding DEFAULT =
      new Branding(
          "#0f766e",
          "#f5f5f4",
          14,
          false,
          "",
          Font.INTER.id(),
          "",
          "",
          40,
          "",
          "",
          420,
          "",
          "",
          "",
          "");

  /**
   * The same with absolute URLs of uploaded images.
   *
   * @param base where browsers and mail clients reach the server, with a slash at its end
   */
  public Branding at(URI base) {
    UnaryOperator<String> absolute = url -> url.isEmpty() ? url : base.resolve(url).toString();
    return new Branding(
        primaryColor,
        bgColor,
        borderRadius,
        darkMode,
        customCss,
        font,
        absolute.apply(logoUrl),
        absolute.apply(darkLogoUrl),
        logoHeight,
        absolute.apply(faviconUrl),
        absolute.apply(backgroundImageUrl),
        cardWidth,
        displayName,
        supportUrl,
        termsUrl,
        privacyUrl);
  }

  /** The colour of text on the primary colour: white or nearly black, whichever reads better. */
  public String onPrimaryColor() {
    return Colour.of(primaryColor).readableText().hex();
  }

  /** The stack of font families, as CSS has it. */
  public String fontFamily() {
    return Font.byId(font).orElse(Font.INTER).family();
  }
}
