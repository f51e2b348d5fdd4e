package dev.banata.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PermissionSetTest {

  private static PermissionSet set(String... slugs) {
    return PermissionSet.of(List.of(slugs));
  }

  @Test
  void anEmptySetIsNoPermission() {
    assertThat(set().isFull()).isFalse();
    assertThat(set().isEmpty()).isTrue();
    assertThat(set().contains(Permission.VAULT_MANAGE)).isFalse();
  }

  @Test
  void theWildcardIsFullAccess() {
    assertThat(PermissionSet.all()).isEqualTo(set("*"));
    assertThat(PermissionSet.all().isFull()).isTrue();
    assertThat(PermissionSet.all().contains(Permission.VAULT_MANAGE)).isTrue();
    assertThat(PermissionSet.all().contains("billing.refund")).isTrue();
  }

  @Test
  void aListIsExactlyThatList() {
    assertThat(set("user.read").contains(Permission.USER_READ)).isTrue();
    assertThat(set("user.read").contains(Permission.USER_MANAGE)).isFalse();
  }

  @Test
  void aWildcardIsForItsResourceOnly() {
    assertThat(set("user.*").contains(Permission.USER_MANAGE)).isTrue();
    assertThat(set("user.*").contains("username.read")).isFalse();
    assertThat(set("user.*").contains(Permission.API_KEY_READ)).isFalse();
  }

  @Test
  void bothSeparatorsMeanTheSame() {
    assertThat(set("user:read").contains("user.read")).isTrue();
    assertThat(set("user.read").contains("user:read")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', user.read, false",
    "'', *, false",
    "*, '', true",
    "*, *, true",
    "*, user.read, true",
    "*, project.delete, false",
    "project.*, project.delete, false",
    "project.*, project.*, true",
    "* project.delete, project.delete, true",
    "user.*, user.read, true",
    "user.*, user.*, true",
    "user.read, user.*, false",
    "user.read, *, false",
    "user.read, '', true",
    "user.read user.manage, user.*, false",
    "user.read, user.read role.read, false",
  })
  void grantsOnlyNarrow(String holder, String other, boolean covers) {
    assertThat(parse(holder).covers(parse(other))).isEqualTo(covers);
  }

  private static PermissionSet parse(String slugs) {
    return PermissionSet.of(slugs.isEmpty() ? List.of() : List.of(slugs.split(" ")));
  }

  @Test
  void theDeletionOfTheProjectHasToBeNamed() {
    assertThat(set("*").contains(Permission.PROJECT_DELETE)).isFalse();
    assertThat(set("project.*").contains(Permission.PROJECT_DELETE)).isFalse();
    assertThat(set("project.delete").contains(Permission.PROJECT_DELETE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "user.*, true",
    "user.read, true",
    "user:read, true",
    "a.b.c, true",
    "a.b.*, true",
    "user, false",
    "user., false",
    "*.read, false",
    "user.*.read, false",
    "User.read, false",
    "user read, false"
  })
  void slugsHaveAForm(String slug, boolean wellFormed) {
    assertThat(PermissionSet.isWellFormed(slug)).isEqualTo(wellFormed);
  }

  @Test
  void thereAre46BuiltInPermissionsWithTheirOwnSlugs() {
    assertThat(Permission.catalogue()).hasSize(46).hasSameSizeAs(Permission.values());
  }
}
