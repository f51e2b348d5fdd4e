package dev.banata.keycloak.mail;

import dev.banata.keycloak.mail.ProviderStandIn.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a request's Signature Version 4 the way that AWS does: from what was received. */
final class SesSignature {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/((\\d{8})/([^/]+)/ses/aws4_request),"
              + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  private SesSignature() {}

  static boolean isValid(Request request, String accessKeyId, String secret, String region)
      throws GeneralSecurityException {
    Matcher parts = AUTHORIZATION.matcher(request.header("Authorization"));
    if (!parts.matches()
        || !parts.group(1).equals(accessKeyId)
        || !parts.group(4).equals(region)
        || !parts.group(5).contains("host")) {
      return false;
    }
    String headers =
        Arrays.stream(parts.group(5).split(";"))
            .map(name -> name + ":" + request.header(name) + "\n")
            .collect(Collectors.joining());
    String canonical =
        request.method()
            + "\n"
            + request.path()
            + "\n\n"
            + headers
            + "\n"
            + parts.group(5)
            + "\n"
            + hash(request.body());
    String text =
        "AWS4-HMAC-SHA256\n"
            + request.header("X-Amz-Date")
            + "\n"
            + parts.group(2)
            + "\n"
            + hash(canonical);
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step : new String[] {parts.group(3), region, "ses", "aws4_request", text}) {
      key = hmac(key, step);
    }
    return HexFormat.of().formatHex(key).equals(parts.group(6));
  }

  private static String hash(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
