package dev.banata.keycloak.claim;

import dev.banata.keycloak.mapper.RightsClaims;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ProtocolMapperModel;

/** The claims about organizations, and which mappers write them. */
final class OrganizationClaims {

  private static final Set<String> OF_KEYCLOAK =
      Set.of("oidc-organization-membership-mapper", "oidc-organization-group-membership-mapper");

  /**
   * Keycloak's other mappers, which write the claim that they are configured for, or one that is
   * none of these. Of any other, nobody knows.
   */
  private static final Set<String> KNOWN =
      Set.of(
          "banata-audience-mapper",
          "oidc-acr-mapper",
          "oidc-address-mapper",
          "oidc-allowed-origins-mapper",
          "oidc-amr-mapper",
          "oidc-audience-mapper",
          "oidc-audience-resolve-mapper",
          "oidc-full-name-mapper",
          "oidc-group-membership-mapper",
          "oidc-hardcoded-claim-mapper",
          "oidc-hardcoded-role-mapper",
          "oidc-nonce-backwards-compatible-mapper",
          "oidc-role-name-mapper",
          "oidc-session-state-mapper",
          "oidc-sha256-pairwise-sub-mapper",
          "oidc-sub-mapper",
          "oidc-usermodel-attribute-mapper",
          "oidc-usermodel-client-role-mapper",
          "oidc-usermodel-property-mapper",
          "oidc-usermodel-realm-role-mapper",
          "oidc-usersessionmodel-note-mapper");

  private OrganizationClaims() {}

  static boolean isWriter(ProtocolMapperModel mapper) {
    return OrganizationMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()) || isKeycloaks(mapper);
  }

  static boolean isKeycloaks(ProtocolMapperModel mapper) {
    return OF_KEYCLOAK.contains(mapper.getProtocolMapper());
  }

  /** True if the mapper is one of Keycloak's and writes none of these claims. */
  static boolean isApart(ProtocolMapperModel mapper) {
    return KNOWN.contains(mapper.getProtocolMapper()) && !isConfiguredFor(mapper);
  }

  /** True if the mapper is configured for one of these claims, or for something within. */
  private static boolean isConfiguredFor(ProtocolMapperModel mapper) {
    return RightsClaims.isOfOrganization(name(mapper));
  }

  /** The outermost claim that a mapper writes. */
  static String outermost(ProtocolMapperModel mapper) {
    return name(mapper).strip().split("\\.", 2)[0];
  }

  private static String name(ProtocolMapperModel mapper) {
    return Optional.ofNullable(mapper.getConfig()).orElse(Map.of()).getOrDefault("claim.name", "");
  }
}
