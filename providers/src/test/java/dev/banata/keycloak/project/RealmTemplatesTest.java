package dev.banata.keycloak.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.RealmRepresentation;

final class RealmTemplatesTest {

  @ParameterizedTest
  @EnumSource(Environment.class)
  void everyEnvironmentHasTheCommonSettings(Environment environment) {
    RealmRepresentation template = RealmTemplates.of(environment);

    assertThat(template.isEnabled()).isTrue();
    assertThat(template.isOrganizationsEnabled()).isTrue();
    assertThat(template.isAdminEventsEnabled()).isTrue();
    assertThat(template.isBruteForceProtected()).isTrue();
    assertThat(template.getPasswordPolicy()).isEqualTo("length(8) and maxLength(128)");
  }

  @Test
  void anEnvironmentOverlaysTheCommonSettings() {
    assertThat(RealmTemplates.of(Environment.DEVELOPMENT).getSslRequired()).isEqualTo("none");
    assertThat(RealmTemplates.of(Environment.DEVELOPMENT).isVerifyEmail()).isFalse();
    assertThat(RealmTemplates.of(Environment.PRODUCTION).getSslRequired()).isEqualTo("external");
    assertThat(RealmTemplates.of(Environment.PRODUCTION).isVerifyEmail()).isTrue();
  }

  @Test
  void aNameThatIsNoEnvironmentIsDevelopment() {
    assertThat(Environment.of(null)).isEqualTo(Environment.DEVELOPMENT);
    assertThat(Environment.of("Production")).isEqualTo(Environment.DEVELOPMENT);
    assertThat(Environment.of("production")).isEqualTo(Environment.PRODUCTION);
  }
}
