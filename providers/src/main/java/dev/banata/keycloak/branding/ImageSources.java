package dev.banata.keycloak.branding;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policy that keeps a page of ours from fetching anything from elsewhere, but for exactly the
 * images of its branding. It is sent besides the realm's own policy, and browsers enforce both: it
 * can only take away, never allow what an admin forbids.
 */
final class ImageSources {

  private ImageSources() {}

  /**
   * The value of {@code Content-Security-Policy}.
   *
   * @param more images that the page shows besides, for example a client's logo
   */
  static String policy(Branding branding, List<String> more) {
    String images =
        Stream.concat(
                Stream.of(
                    branding.logoUrl(),
                    branding.darkLogoUrl(),
                    branding.faviconUrl(),
                    branding.backgroundImageUrl()),
                more.stream())
            .filter(Objects::nonNull)
            .filter(BrandingRules::isHttps)
            .map(ImageSources::source)
            .distinct()
            .map(source -> " " + source)
            .collect(Collectors.joining());
    return "img-src 'self' data:"
        + images
        + "; style-src 'self' 'unsafe-inline'; font-src 'self' data:; media-src 'self'";
  }

  /** Host and path; a policy has no query. */
  private static String source(String url) {
    URI uri = URI.create(url);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    // What a policy would read as its own syntax.
    String path = uri.getRawPath().replace(";", "%3B").replace(",", "%2C");
    return "https://" + host + port + path;
  }
}
