package dev.banata.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ProtocolMapperModel;

final class OrganizationClaimsTest {

  private static ProtocolMapperModel mapper(String type, String claim) {
    ProtocolMapperModel mapper = new ProtocolMapperModel();
    mapper.setProtocolMapper(type);
    mapper.setConfig(Map.of("claim.name", claim));
    return mapper;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org_id",
        "org_permissions",
        " org_permissions ",
        "org_permissions.more",
        "org\\_role",
        "org_omitted",
        "organization",
        "organization.acme.roles"
      })
  void aMapperOfSuchAClaimIsNotApart(String claim) {
    assertThat(OrganizationClaims.isApart(mapper("oidc-hardcoded-claim-mapper", claim))).isFalse();
    assertThat(OrganizationClaims.isApart(mapper("oidc-usermodel-attribute-mapper", claim)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "email", "organizations", "my.organization", "org"})
  void aMapperOfAnotherClaimIs(String claim) {
    assertThat(OrganizationClaims.isApart(mapper("oidc-hardcoded-claim-mapper", claim))).isTrue();
  }

  @Test
  void ofAnUnknownMapperNobodyKnows() {
    assertThat(OrganizationClaims.isApart(mapper("script-mapper.js", "email"))).isFalse();
  }

  @Test
  void oursAndKeycloaksAreTheWriters() {
    assertThat(OrganizationClaims.isWriter(mapper("banata-organization-mapper", ""))).isTrue();
    assertThat(
            OrganizationClaims.isWriter(
                mapper("oidc-organization-membership-mapper", "organization")))
        .isTrue();
    assertThat(OrganizationClaims.isWriter(mapper("oidc-hardcoded-claim-mapper", "organization")))
        .isFalse();
  }
}
