package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * AWS Signature Version 4 of requests without a query.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
final class SigV4 {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String TERMINATOR = "aws4_request";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String accessKeyId;
  private final Secret secretAccessKey;
  private final String region;
  private final String service;

  SigV4(String accessKeyId, Secret secretAccessKey, String region, String service) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.region = region;
    this.service = service;
  }

  /**
   * The headers to send.
   *
   * @param headers names in lower case; all are signed, and {@code host} and the time besides
   */
  Map<String, String> sign(
      String method, URI uri, Map<String, String> headers, String body, Instant now) {
    String time = TIME.format(now);
    String scope = String.join("/", time.substring(0, 8), region, service, TERMINATOR);
    TreeMap<String, String> signed = new TreeMap<>(headers);
    signed.put("host", uri.getRawAuthority());
    signed.put("x-amz-date", time);
    String names = String.join(";", signed.keySet());
    String canonical =
        String.join(
            "\n", method, path(uri), "", canonical(signed), names, hex(sha256(bytes(body))));
    String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(bytes(canonical))));
    String signature = hex(hmac(key(time.substring(0, 8)), toSign));
    signed.put(
        "authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, accessKeyId, scope, names, signature));
    return signed;
  }

  private static String path(URI uri) {
    return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
  }

  private static String canonical(Map<String, String> headers) {
    return headers.entrySet().stream()
        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
        .collect(Collectors.joining());
  }

  private byte[] key(String date) {
    byte[] secret = bytes("AWS4" + secretAccessKey.reveal());
    return hmac(hmac(hmac(hmac(secret, date), region), service), TERMINATOR);
  }

  private static byte[] hmac(byte[] key, String text) {
    return Hmac.sha256(key, bytes(text));
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] data) {
    return HexFormat.of().formatHex(data);
  }
}
