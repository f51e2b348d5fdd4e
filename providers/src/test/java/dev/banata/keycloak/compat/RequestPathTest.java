package dev.banata.keycloak.compat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths are judged by whole segments, decoded once. */
final class RequestPathTest {

  private static RequestPath get(String path) {
    return RequestPath.parse("GET", path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/realms/r/users",
        "admin/realms/r/users",
        "//admin//realms/r/users",
        "/admin;x=1/realms;y/r/users",
        "/%61dmin/realms/r/users",
        "/realms/r/../../admin/realms/r/users",
        "/realms/r/%2e%2e/%2e%2e/admin/realms/r",
        "/./admin/realms/r",
        "/admin/realms/banata/users",
        "/admin/realms/r/users/banata",
        "/admin/realms/x%2Fbanata%2Fy/users",
        "/admin/serverinfo"
      })
  void theAdminRestApiIsKnownInEveryForm(String path) {
    assertThat(get(path).isAdminApi()).isTrue();
    assertThat(get(path).isOfNoAdmin()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/auth/organization/list",
        "/banata/config",
        "/realms/r/banata/api/auth",
        "/admin/realms/r/banata",
        "/admin/realms/r/banata/ui"
      })
  void ourEndpointsJudgeByThemselves(String path) {
    assertThat(get(path).isOurs()).isTrue();
    assertThat(get(path).isAdminApi()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/realms/r",
        "/realms/r/protocol/openid-connect/token",
        "/realms/r/account/groups",
        "/realms/admin/login-actions/authenticate",
        "/realms/r/clients-registrations/default",
        "/resources/x/login/y.css"
      })
  void endUsersAndClientsAreNoAdmins(String path) {
    assertThat(get(path).isOfNoAdmin()).isTrue();
    assertThat(get(path).isAdminApi()).isFalse();
  }

  /** Of another extension, or of a later version of Keycloak. */
  @ParameterizedTest
  @ValueSource(strings = {"/realms/r/orgs/1", "/scim/r/v2/Users", "/Admin/realms/r/users"})
  void whatWeDoNotKnowMayBeAnAdmins(String path) {
    assertThat(get(path).isOfNoAdmin()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/admin/realms,true",
    "POST,/admin/realms/,true",
    "DELETE,/admin/realms/r,true",
    "PUT,/admin/realms/r,false",
    "POST,/admin/realms/r,false",
    "DELETE,/admin/realms,false",
    "DELETE,/admin/realms/r/users,false",
    "DELETE,/admin/realms/a%2Fb,true"
  })
  void aWholeRealmIsMadeOrRemoved(String method, String path, boolean whole) {
    assertThat(RequestPath.parse(method, path).isAboutWholeRealm()).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/admin/realms/r/partialImport,true",
    "POST,/admin/realms/r/partialImport/,true",
    "POST,/admin/realms/partialImport/roles,false",
    "POST,/admin/realms/r/partialImporter,false"
  })
  void aPartialImportIsOfOneRealm(String method, String path, boolean imports) {
    assertThat(RequestPath.parse(method, path).isPartialImport()).isEqualTo(imports);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE,/admin/realms/groups/users/1,true",
    "DELETE,/admin/realms/r/users/1,true",
    "DELETE,/admin/realms/r/users/1/groups/2,false",
    "DELETE,/admin/realms/r/groups/2,false",
    "PUT,/admin/realms/r/users/1,false",
    "DELETE,/admin/realms/r/organizations/1,true",
    "DELETE,/admin/realms/r/organizations/1/members/2,true",
    "DELETE,/admin/realms/r/organizations/1/groups/2,false",
    "DELETE,/admin/realms/r/organizations/1/groups/2/members/3,false",
    "DELETE,/admin/realms/r/components/1,true",
    "POST,/admin/realms/r/user-storage/1/remove-imported-users,true",
    "POST,/admin/realms/r/something-new,false"
  })
  void membersLeaveGroupsWithWhatTheyAreIn(String method, String path, boolean with) {
    assertThat(RequestPath.parse(method, path).removesWithGroups()).isEqualTo(with);
  }
}
