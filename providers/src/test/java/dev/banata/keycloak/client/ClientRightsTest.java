package dev.banata.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Mappers and keys that a client may bring. */
final class ClientRightsTest {

  @ParameterizedTest
  @CsvSource({
    "oidc-usermodel-attribute-mapper,department,true",
    "oidc-usermodel-attribute-mapper,address.street,true",
    "oidc-usermodel-attribute-mapper,realm_access.roles,false",
    "oidc-usermodel-attribute-mapper,realm_access,false",
    "oidc-usermodel-attribute-mapper,resource_access.account.roles,false",
    "oidc-usermodel-attribute-mapper,'real\\m_access.roles',false",
    "oidc-usermodel-attribute-mapper,' aud',false",
    "oidc-usermodel-property-mapper,sub,false",
    "oidc-usermodel-property-mapper,username,true",
    "oidc-full-name-mapper,,true",
    "oidc-hardcoded-claim-mapper,department,false",
    "oidc-hardcoded-role-mapper,,false",
    "oidc-role-name-mapper,,false",
    "oidc-audience-mapper,,false",
    "oidc-audience-resolve-mapper,,false",
    "oidc-group-membership-mapper,team,false",
    "oidc-usermodel-realm-role-mapper,team,false",
    "oidc-usermodel-client-role-mapper,team,false",
    "script-evil.js,x,false",
    "oidc-allowed-origins-mapper,,false",
    "saml-hardcode-attribute-mapper,,false"
  })
  void mappersAreOfWhatAUserIs(String type, String claim, boolean harmless) {
    ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
    mapper.setProtocolMapper(type);
    if (claim != null) {
      mapper.setConfig(Map.of("claim.name", claim));
    }

    assertThat(ClientRightsGuard.isHarmless(mapper)).isEqualTo(harmless);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"1\",\"crv\":\"P-256\",\"x\":\"a\",\"y\":\"b\"}]}|",
        "{\"keys\":[{\"kty\":\"OKP\",\"kid\":\"1\",\"crv\":\"Ed25519\",\"x\":\"a\"}]}|",
        "{}|must have",
        "{\"keys\":[]}|must have",
        "{\"keys\":{}}|must have",
        "{\"keys\":[{\"kty\":\"EC\"}]}|keys.0 must have a kid",
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"1\",\"k\":\"a\"}]}|keys.0 must be of the type",
        "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"1\",\"d\":\"a\"}]}|keys.0 must be a public key",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"1\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}|keys.0 must have a modulus",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"1\",\"n\":\"%\"}]}|keys.0 must have a modulus"
      })
  void keysArePublicAndStrong(String jwks, String wrong) throws JsonProcessingException {
    String found = ClientKeys.wrong(new ObjectMapper().readTree(jwks)).orElse(null);

    if (wrong == null) {
      assertThat(found).isNull();
    } else {
      assertThat(found).startsWith(wrong);
    }
  }
}
