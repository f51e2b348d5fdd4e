package dev.banata.keycloak.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mapper may write, by who writes it. */
final class MapperRuleTest {

  @ParameterizedTest
  @CsvSource({
    "oidc-usermodel-attribute-mapper,department,true",
    "oidc-usermodel-attribute-mapper,address.street,true",
    "oidc-usermodel-attribute-mapper,realm_access.roles,false",
    "oidc-usermodel-attribute-mapper,realm_access,false",
    "oidc-usermodel-attribute-mapper,resource_access.account.roles,false",
    "oidc-usermodel-attribute-mapper,'real\\m_access.roles',false",
    "oidc-usermodel-attribute-mapper,'resource_access\\.banata',false",
    "oidc-usermodel-attribute-mapper,'${client_id}.banata.roles',false",
    "oidc-usermodel-attribute-mapper,' aud',false",
    "oidc-usermodel-property-mapper,sub,false",
    "oidc-usermodel-property-mapper,username,true",
    "oidc-usermodel-property-mapper,email_verified,false",
    "oidc-usermodel-attribute-mapper,role,false",
    "oidc-usermodel-attribute-mapper,scp,false",
    "oidc-usermodel-attribute-mapper,entitlements,false",
    "oidc-usermodel-attribute-mapper,https://app.example/roles,false",
    "oidc-usermodel-attribute-mapper,https://app.example/department,true",
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
  void aLimitedAdminsMapperIsOfWhatAUserIs(String type, String claim, boolean harmless) {
    assertThat(MapperRule.isHarmless(type, config("claim.name", claim))).isEqualTo(harmless);
  }

  @ParameterizedTest
  @CsvSource({
    "saml-user-attribute-mapper,attribute.name,department,true",
    "saml-user-attribute-mapper,attribute.name,urn:oid:2.5.4.11,true",
    "saml-user-attribute-mapper,attribute.name,Role,false",
    "saml-user-attribute-mapper,attribute.name,https://app.example/SAML/Attributes/Role,false",
    "saml-user-attribute-mapper,friendly.name,Role,false",
    "saml-user-property-mapper,attribute.name,groups,false",
    "saml-role-list-mapper,attribute.name,Role,true",
    "saml-role-list-mapper,attribute.name,department,true",
    "saml-hardcode-attribute-mapper,attribute.name,department,false"
  })
  void anAttributeOfSamlIsJudgedLikeAClaim(
      String type, String setting, String name, boolean harmless) {
    assertThat(MapperRule.isHarmless(type, config(setting, name))).isEqualTo(harmless);
  }

  @Test
  void aSettingThatIsNullIsNone() {
    Map<String, String> config = new HashMap<>();
    for (String setting :
        List.of("claim.name", "attribute.name", "role", "usermodel.realmRoleMapping.rolePrefix")) {
      config.put(setting, null);
    }

    assertThat(MapperRule.isHarmless("oidc-usermodel-attribute-mapper", config)).isTrue();
    assertThat(MapperRule.isHarmless("saml-user-attribute-mapper", config)).isTrue();
    assertThat(MapperRule.writesOurs("oidc-hardcoded-role-mapper", config)).isFalse();
    config.put("claim.name", "realm_access.roles");
    assertThat(MapperRule.writesOurs("oidc-usermodel-realm-role-mapper", config)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "oidc-hardcoded-claim-mapper,department,false",
    "oidc-hardcoded-claim-mapper,,false",
    "oidc-hardcoded-claim-mapper,resource_access,true",
    "oidc-hardcoded-claim-mapper,resource_access.banata,true",
    "oidc-hardcoded-claim-mapper,resource_access.banata.roles,true",
    "oidc-hardcoded-claim-mapper,'resource_access\\.banata',true",
    "oidc-hardcoded-claim-mapper,'resource\\_access.ban\\ata',true",
    "oidc-hardcoded-claim-mapper,' resource_access.banata.roles ',true",
    "oidc-hardcoded-claim-mapper,resource_access.app.roles,false",
    "oidc-hardcoded-claim-mapper,realm_access,true",
    "oidc-hardcoded-claim-mapper,realm_access.roles,true",
    "oidc-usermodel-attribute-mapper,realm_access.roles,true",
    "oidc-usermodel-client-role-mapper,resource_access.${client_id}.roles,false",
    "oidc-usermodel-client-role-mapper,resource_access.banata.roles,true",
    "oidc-usermodel-client-role-mapper,${client_id}.banata.roles,true",
    "oidc-usermodel-client-role-mapper,roles,false",
    "oidc-usermodel-realm-role-mapper,realm_access.roles,false",
    "oidc-usermodel-realm-role-mapper,resource_access.banata.roles,true",
    "oidc-usermodel-realm-role-mapper,resource_access.${client_id}.roles,true",
    "script-any.js,resource_access,true"
  })
  void theProjectsRightsAreWrittenByWhoCoversEverything(String type, String claim, boolean ours) {
    assertThat(MapperRule.writesOurs(type, config("claim.name", claim))).isEqualTo(ours);
  }

  @Test
  void aPrefixMakesOtherRolesOfThoseThatTheUserHas() {
    Map<String, String> config =
        Map.of(
            "claim.name", "realm_access.roles", "usermodel.realmRoleMapping.rolePrefix", "super_");

    assertThat(MapperRule.writesOurs("oidc-usermodel-realm-role-mapper", config)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "oidc-hardcoded-role-mapper,role,banata.*,true",
    "oidc-hardcoded-role-mapper,role,banata.user:manage,true",
    "oidc-hardcoded-role-mapper,role,app.reader,false",
    "oidc-role-name-mapper,new.role.name,banata.*,true",
    "oidc-role-name-mapper,new.role.name,app.reader,false",
    "oidc-usermodel-attribute-mapper,user.attribute,banata.x,false"
  })
  void aPermissionIsNamedThoughNoSuchRoleExists(
      String type, String setting, String value, boolean ours) {
    assertThat(MapperRule.writesOurs(type, config(setting, value))).isEqualTo(ours);
  }

  private static Map<String, String> config(String setting, String value) {
    return value == null ? Map.of() : Map.of(setting, value);
  }
}
