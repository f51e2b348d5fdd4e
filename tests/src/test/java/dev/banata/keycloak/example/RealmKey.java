package dev.banata.keycloak.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.AdminRest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An RSA key that a test has the private half of. Imported into a realm, it makes tokens that
 * nothing but their claims tells from those of the realm.
 */
final class RealmKey {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair pair;
  private final String id;

  private RealmKey(KeyPair pair, String id) {
    this.pair = pair;
    this.id = id;
  }

  static RealmKey create(String id) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return new RealmKey(generator.generateKeyPair(), id);
  }

  /** The same key among those of a realm, under the id that the realm gives it. */
  RealmKey importInto(AdminRest realm) {
    realm
        .post(
            "/components",
            Map.of(
                "name",
                "of a test",
                "providerType",
                "org.keycloak.keys.KeyProvider",
                "providerId",
                "rsa",
                "config",
                // The realm's own key stays the one that it signs with.
                Map.of("priority", List.of("-1"), "privateKey", List.of(pem()))))
        .expect(201);
    String encoded = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    for (JsonNode key : realm.get("/keys").expect(200).json().get("keys")) {
      if (encoded.equals(key.path("publicKey").asText())) {
        return new RealmKey(pair, key.get("kid").asText());
      }
    }
    throw new IllegalStateException("the realm does not have the key");
  }

  String id() {
    return id;
  }

  /** The private half, as PKCS #8. */
  private String pem() {
    String encoded =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n";
  }

  /** A token as the realm signs it. */
  String sign(Object claims) throws GeneralSecurityException {
    String content = content("RS256", claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + URL.encodeToString(signature.sign());
  }

  /** A token signed with what everybody knows: the public key, taken for a secret. */
  String signWithThePublicKey(Object claims) throws GeneralSecurityException {
    String content = content("HS256", claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(pair.getPublic().getEncoded(), "HmacSHA256"));
    byte[] code = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + URL.encodeToString(code);
  }

  /** A token that says that it needs no signature. */
  String doNotSign(Object claims) {
    return content("none", claims) + ".";
  }

  private String content(String algorithm, Object claims) {
    return part(Map.of("alg", algorithm, "typ", "JWT", "kid", id)) + "." + part(claims);
  }

  private static String part(Object content) {
    return URL.encodeToString(json(content).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Object content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
