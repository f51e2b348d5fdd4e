package dev.banata.keycloak.strength;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.server.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** An admin whose token is bound to a key (RFC 9449), and so has another scheme than Bearer. */
final class DpopAdmin {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COORDINATE = 32;

  private final TestProject project;
  private final AdminRest admin;
  private final KeyPair keys;
  private final String server;

  DpopAdmin(TestProject project, AdminRest admin) {
    this.project = project;
    this.admin = admin;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
      String claims = admin.session().token().split("\\.", -1)[1];
      String issuer = JSON.readTree(Base64.getUrlDecoder().decode(claims)).get("iss").asText();
      server = issuer.substring(0, issuer.indexOf("/realms/"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer post(String rest, Object body) {
    String path = admin.path(rest);
    String token = token();
    return project
        .anonymous()
        .post(path, body, "Authorization", "DPoP " + token, "DPoP", proof(path, token));
  }

  private String token() {
    String path = "/realms/" + project.slug() + "/protocol/openid-connect/token";
    Map<String, String> form =
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "admin-cli",
            "username",
            admin.session().username(),
            "password",
            admin.session().password());
    Answer answer = project.anonymous().postForm(path, form, "DPoP", proof(path, null));
    if (!answer.expect(200).json().get("token_type").asText().equals("DPoP")) {
      throw new AssertionError("The token is not bound to the key");
    }
    return answer.json().get("access_token").asText();
  }

  private String proof(String path, String token) {
    try {
      ECPublicKey key = (ECPublicKey) keys.getPublic();
      Map<String, Object> jwk =
          Map.of(
              "kty",
              "EC",
              "crv",
              "P-256",
              "x",
              coordinate(key.getW().getAffineX()),
              "y",
              coordinate(key.getW().getAffineY()));
      Map<String, Object> claims = new HashMap<>();
      claims.put("htm", "POST");
      claims.put("htu", server + path);
      claims.put("iat", Instant.now().getEpochSecond());
      claims.put("jti", UUID.randomUUID().toString());
      if (token != null) {
        claims.put(
            "ath",
            encoded(
                MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.US_ASCII))));
      }
      String signed =
          json(Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", jwk)) + "." + json(claims);
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(Map<String, Object> value) {
    try {
      return encoded(JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[COORDINATE];
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(
        Arrays.copyOfRange(bytes, bytes.length - length, bytes.length),
        0,
        fixed,
        COORDINATE - length,
        length);
    return encoded(fixed);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
