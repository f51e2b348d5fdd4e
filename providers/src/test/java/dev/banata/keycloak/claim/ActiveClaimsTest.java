package dev.banata.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ActiveClaimsTest {

  @Test
  void whatWasThereBeforeGoes() {
    Map<String, Object> claims =
        new HashMap<>(Map.of("org_id", "evil", "org_permissions", List.of("*"), "sub", "ada"));

    ActiveClaims.remove(claims);

    assertThat(claims).isEqualTo(Map.of("sub", "ada"));
  }

  /** A part of the permissions would look like all of them. */
  @Test
  void permissionsAreAllThereOrNot() {
    List<String> many =
        IntStream.range(0, 100).mapToObj(i -> "resource-" + i + ".do-something").toList();
    Map<String, Object> few = new HashMap<>();
    Map<String, Object> none = new HashMap<>();

    new ActiveClaims("1", "acme", "admin", many.subList(0, 50)).write(few);
    new ActiveClaims("1", "acme", "admin", many).write(none);

    assertThat(few).containsEntry("org_permissions", many.subList(0, 50));
    assertThat(none)
        .containsEntry("org_permissions_omitted", true)
        .doesNotContainKey("org_permissions");
  }
}
