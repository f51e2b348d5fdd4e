package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTest {

  private static final List<String> NAMES =
      List.of("id", "name", "userId", "permissions", "expiresAt", "expiresIn", "scope");

  @ParameterizedTest
  @CsvSource({
    "user_id, userId",
    "USERID, userId",
    "user-id, userId",
    "permission, permissions",
    "permisions, permissions",
    "pemrissions, permissions",
    "expires_in, expiresIn",
    "expireAt, expiresAt",
    "requiredScope, scope",
    "ids, id"
  })
  void findsTheOneThatWasMeant(String unknown, String meant) {
    assertThat(NearestName.of(unknown, NAMES)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "to", "environment", "organizationId", "'***'", "''"})
  void findsNoneWhereNoneIsNear(String unknown) {
    assertThat(NearestName.of(unknown, NAMES)).isEmpty();
  }
}
