package dev.banata.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AdminRoleGrantsTest {

  private static Set<String> roles(String... slugs) {
    return AdminRoleGrants.of(PermissionSet.of(List.of(slugs)));
  }

  @Test
  void fullAccessIsTheWholeAdministration() {
    assertThat(roles()).containsExactly("realm-admin");
    assertThat(roles("*")).containsExactly("realm-admin");
  }

  @Test
  void aRoleNeedsAllOfItsPermissions() {
    assertThat(roles("user.read")).containsExactly("query-users", "view-users");
    assertThat(roles("user.manage")).isEmpty();
    assertThat(roles("user.*")).containsExactly("manage-users", "query-users", "view-users");
    assertThat(roles("organization.update", "organization.read"))
        .doesNotContain("manage-organizations");
  }

  /** The holder of one of these could give himself all others. */
  @Test
  void noNarrowedKeyGetsARoleThatLeadsToAllOthers() {
    String[] every = Permission.catalogue().keySet().stream().toArray(String[]::new);

    assertThat(roles(every))
        .doesNotContain(
            "realm-admin",
            "manage-realm",
            "manage-clients",
            "manage-identity-providers",
            "manage-authorization",
            "impersonation");
  }
}
