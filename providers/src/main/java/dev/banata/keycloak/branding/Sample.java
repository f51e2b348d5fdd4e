package dev.banata.keycloak.branding;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The person and the things that pages show in a preview. Nobody of them exists. */
final class Sample {

  static final String EMAIL = "jane@example.com";

  /** What Keycloak calls {@code user} on the pages that know one. */
  static final Map<String, Object> USER =
      Map.of(
          "email",
          EMAIL,
          "username",
          EMAIL,
          "organizations",
          List.of(
              Map.of("alias", "acme", "name", "Acme Corp"),
              Map.of("alias", "globex", "name", "Globex")));

  /** A page on the way of somebody who has said who they are. */
  static final Map<String, Object> OF_SOMEBODY = Map.of("auth", new SampleAuth());

  static final Map<String, Object> ONE_TIME_CODES =
      Map.of(
          "selectedCredentialId",
          "phone",
          "userOtpCredentials",
          List.of(
              Map.of("id", "phone", "userLabel", "Phone"),
              Map.of("id", "tablet", "userLabel", "Tablet")));

  static final Map<String, Object> PASSKEYS =
      Map.of(
          "authenticators",
          Map.of(
              "authenticators",
              List.of(
                  Map.of(
                      "credentialId",
                      "sample",
                      "label",
                      "Laptop",
                      "createdAt",
                      "2026-01-01",
                      "transports",
                      Map.of(
                          "iconClass", "kcWebAuthnInternal", "displayNameProperties", List.of())))),
          "shouldDisplayAuthenticators",
          true,
          "isUserIdentified",
          "true",
          "challenge",
          "",
          "userVerification",
          "preferred",
          "rpId",
          "",
          "createTimeout",
          "0");

  static final Map<String, Object> NEW_PASSKEY = newPasskey();

  static final Map<String, Object> CONSENT =
      Map.of(
          "code",
          "",
          "clientScopesRequested",
          List.of(
              Map.of("consentScreenText", "${profileScopeConsentText}"),
              Map.of("consentScreenText", "${emailScopeConsentText}")));

  private static final int QR_SIDE = 29;
  private static final int QR_SCALE = 6;
  private static final int WHITE = 0xffffff;

  private Sample() {}

  static Map<String, Object> with(String name, Object value) {
    return with(Map.of(name, value));
  }

  static Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> sample = new HashMap<>(OF_SOMEBODY);
    sample.putAll(more);
    return Map.copyOf(sample);
  }

  private static Map<String, Object> newPasskey() {
    Map<String, Object> sample = new HashMap<>();
    for (String name :
        List.of(
            "challenge",
            "userid",
            "username",
            "rpEntityName",
            "rpId",
            "attestationConveyancePreference",
            "authenticatorAttachment",
            "requireResidentKey",
            "residentKey",
            "userVerificationRequirement",
            "createTimeout",
            "excludeCredentialIds")) {
      sample.put(name, "");
    }
    sample.put("signatureAlgorithms", List.of("-7"));
    return Map.copyOf(sample);
  }

  static Map<String, Object> recoveryCodes() {
    return Map.of(
        "generatedRecoveryAuthnCodesList",
        IntStream.range(0, 12).mapToObj("%1$04dSAMP%1$04d"::formatted).toList(),
        "generatedRecoveryAuthnCodesAsString",
        "",
        "generatedAt",
        0L);
  }

  static Map<String, Object> authenticatorApp() {
    return Map.of(
        "supportedApplications",
        List.of("totpAppFreeOTPName", "totpAppGoogleName", "totpAppMicrosoftAuthenticatorName"),
        "totpSecretQrCode",
        drawing(),
        "totpSecret",
        "",
        "manualUrl",
        "#",
        "qrUrl",
        "#",
        "otpCredentials",
        List.of());
  }

  /** Looks like a QR code, and says nothing. */
  private static String drawing() {
    Random dots = new Random(1);
    int side = QR_SIDE * QR_SCALE;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    for (int dot = 0; dot < QR_SIDE * QR_SIDE; dot++) {
      int colour = dots.nextBoolean() ? WHITE : 0;
      for (int pixel = 0; pixel < QR_SCALE * QR_SCALE; pixel++) {
        image.setRGB(
            dot % QR_SIDE * QR_SCALE + pixel % QR_SCALE,
            dot / QR_SIDE * QR_SCALE + pixel / QR_SCALE,
            colour);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
