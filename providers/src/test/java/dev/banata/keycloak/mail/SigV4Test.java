package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cases of AWS's published test suite for Signature Version 4 that have no query. */
final class SigV4Test {

  private static final Instant TIME = Instant.parse("2015-08-30T12:36:00Z");
  private static final URI ADDRESS = URI.create("https://example.amazonaws.com/");
  private static final String CREDENTIAL =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ";

  private final SigV4 signature =
      new SigV4(
          "AKIDEXAMPLE",
          new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
          "us-east-1",
          "service");

  @Test
  void getVanilla() {
    assertThat(signature.sign("GET", ADDRESS, Map.of(), "", TIME))
        .containsEntry("x-amz-date", "20150830T123600Z")
        .containsEntry("host", "example.amazonaws.com")
        .containsEntry(
            "authorization",
            CREDENTIAL
                + "SignedHeaders=host;x-amz-date, Signature="
                + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  @Test
  void postVanilla() {
    assertThat(signature.sign("POST", ADDRESS, Map.of(), "", TIME).get("authorization"))
        .isEqualTo(
            CREDENTIAL
                + "SignedHeaders=host;x-amz-date, Signature="
                + "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  @Test
  void postWithABodyAndItsType() {
    Map<String, String> headers = Map.of("content-type", "application/x-www-form-urlencoded");

    assertThat(signature.sign("POST", ADDRESS, headers, "Param1=value1", TIME).get("authorization"))
        .isEqualTo(
            CREDENTIAL
                + "SignedHeaders=content-type;host;x-amz-date, Signature="
                + "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
  }
}
