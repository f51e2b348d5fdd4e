package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BrandingsTest {

  @Test
  void nothingIsTheDefault() {
    assertThat(read(Map.of())).isEqualTo(Branding.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "primaryColor, red",
    "primaryColor, '#fff;'",
    "bgColor, '#12345'",
    "borderRadius, -1",
    "borderRadius, 49",
    "borderRadius, 010",
    "borderRadius, 1e1",
    "borderRadius, ٣",
    "cardWidth, 99999999999",
    "darkMode, yes",
    "font, arial",
    "logoUrl, http://a.example/x",
    "logoUrl, //a.example/x",
    "logoUrl, 'logoUrl-0123.png'",
    "logoUrl, 'darkLogoUrl-00000000000000000000000000000000.png'",
    "faviconUrl, '../../../x'",
    "backgroundImageUrl, 'https://a.example/x\")'",
    "displayName, '<b>x</b>'",
    "displayName, ' '",
    "supportUrl, 'mailto:a@b.example?body=x'",
    "termsUrl, javascript:alert(1)",
    "privacyUrl, 'https://a.example/ x'"
  })
  void whatIsInvalidCountsAsNotThere(String field, String value) {
    assertThat(read(Map.of("banata.branding." + field, value))).isEqualTo(Branding.DEFAULT);
  }

  @Test
  void anUploadedImageIsBelowTheRealmAndCanBeMadeAbsolute() {
    Branding branding =
        read(Map.of("banata.branding.logoUrl", "logoUrl-" + "0".repeat(32) + ".png"));

    assertThat(branding.logoUrl()).startsWith("realms/acme/banata-branding/logoUrl-0");
    assertThat(branding.at(URI.create("https://id.example/auth/")).logoUrl())
        .startsWith("https://id.example/auth/realms/acme/banata-branding/logoUrl-0");
    assertThat(branding.at(URI.create("https://id.example/auth/")).faviconUrl()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example",
        "https://a.example:8443/x/y.png?v=2#f",
        "https://[::1]/x",
        "https://xn--bcher-kva.example/%C3%A4"
      })
  void httpsUrlsAreTaken(String url) {
    assertThat(BrandingRules.isHttps(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://",
        "https:///x",
        "https:a.example",
        "HTTPS ://a.example",
        "https://u@a.example/",
        "https://a.example/'",
        "https://a.example/\"",
        "https://a.example/;x",
        "https://a.example/,",
        "https://a.example/\\",
        "https://a.example/<",
        "https://a.example/\n",
        "https://*.example/",
        "data:image/png;base64,AAAA"
      })
  void otherUrlsAreNot(String url) {
    assertThat(BrandingRules.isHttps(url)).isFalse();
  }

  @Test
  void aPolicyNamesExactlyTheImages() {
    Branding branding =
        read(
            Map.of(
                "banata.branding.logoUrl", "https://CDN.example:8443/a;b.png",
                "banata.branding.darkLogoUrl", "https://cdn.example/dark.png?v=1#x"));

    assertThat(ImageSources.policy(branding, List.of("https://app.example/l.png", "x;y")))
        .isEqualTo(
            "img-src 'self' data: https://cdn.example/dark.png https://app.example/l.png;"
                + " style-src 'self' 'unsafe-inline'; font-src 'self' data:; media-src 'self'");
  }

  private static Branding read(Map<String, String> attributes) {
    return new Brandings.Read("realms/acme/banata-branding/", attributes::get).branding();
  }
}
