package dev.banata.keycloak.audience;

import dev.banata.keycloak.audience.TokenCheck.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.jose.jws.JWSHeader;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Verifies a signature with the realm's own keys. The algorithm is that of the key, and one with a
 * public key (RFC 8725 §3.1): what the token says only has to agree with it.
 */
final class RealmSignature {

  private static final Set<String> ASYMMETRIC =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  private final KeycloakSession session;
  private final RealmModel realm;

  RealmSignature(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  Optional<Reason> flaw(JWSInput jws) {
    JWSHeader header = jws.getHeader();
    if (header.getAlgorithm() == null || !ASYMMETRIC.contains(header.getAlgorithm().name())) {
      return Optional.of(Reason.ALGORITHM);
    }
    String algorithm = header.getAlgorithm().name();
    KeyWrapper key =
        header.getKeyId() == null
            ? null
            : session.keys().getKey(realm, header.getKeyId(), KeyUse.SIG, algorithm);
    if (key == null
        || key.getPublicKey() == null
        || !algorithm.equals(key.getAlgorithmOrDefault())
        || jws.getSignature() == null) {
      return Optional.of(Reason.SIGNATURE);
    }
    SignatureProvider signatures = session.getProvider(SignatureProvider.class, algorithm);
    if (signatures == null || !signatures.isAsymmetricAlgorithm()) {
      return Optional.of(Reason.ALGORITHM);
    }
    try {
      byte[] signed = jws.getEncodedSignatureInput().getBytes(StandardCharsets.US_ASCII);
      return signatures.verifier(key).verify(signed, jws.getSignature())
          ? Optional.empty()
          : Optional.of(Reason.SIGNATURE);
    } catch (VerificationException e) {
      return Optional.of(Reason.SIGNATURE);
    }
  }
}
