package dev.banata.keycloak.strength;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.keycloak.models.CibaConfig;
import org.keycloak.models.OAuth2DeviceConfig;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/**
 * Client attributes that switch a grant on. A new version of Keycloak may bring one: then this
 * fails until somebody has thought of it.
 */
final class UserGrantsTest {

  /** Grants in which the client gets a token of a user. */
  private static final Set<String> GRANTS =
      Set.of(
          "oauth2.device.authorization.grant.enabled",
          "oauth2.jwt.authorization.grant.enabled",
          "oidc.ciba.grant.enabled",
          "standard.token.exchange.enabled");

  /** Switches of other things. */
  private static final Set<String> OTHERS =
      Set.of("logout.confirmation.enabled", "external.token.enabled");

  @Test
  void everyGrantOfKeycloakIsKnown() throws IllegalAccessException {
    Set<String> switches = new TreeSet<>();
    for (Class<?> type :
        Set.of(OIDCConfigAttributes.class, CibaConfig.class, OAuth2DeviceConfig.class)) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
          field.setAccessible(true);
          String value = (String) field.get(null);
          if (value.endsWith(".enabled")) {
            switches.add(value);
          }
        }
      }
    }
    switches.removeAll(OTHERS);

    assertThat(switches).containsExactlyInAnyOrderElementsOf(GRANTS);
    assertThat(switches).allMatch(Strengths::isUserGrant);
    assertThat(OTHERS).noneMatch(Strengths::isUserGrant);
  }
}
