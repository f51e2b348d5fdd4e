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
    assertThat(roles("*")).containsExactly("realm-admin");
    assertThat(roles()).isEmpty();
  }

  @Test
  void aRoleNeedsAllOfItsPermissions() {
    assertThat(roles("user.read")).containsExactly("view-users");
    assertThat(roles("user.manage")).isEmpty();
    assertThat(roles("organization.read")).isEmpty();
    assertThat(roles("organization.read", "member.read")).containsExactly("view-organizations");
  }

  @Test
  void readingTheProjectIsNotReadingTheRealm() {
    assertThat(roles("dashboard.*", "role.*", "permission.*")).isEmpty();
  }

  @Test
  void aNarrowedKeyOnlyReads() {
    String[] every = Permission.catalogue().keySet().stream().toArray(String[]::new);

    assertThat(roles(every)).isNotEmpty().allMatch(role -> role.startsWith("view-"));
    assertThat(roles(every)).doesNotContain("view-realm", "view-clients", "view-authorization");
  }
}
