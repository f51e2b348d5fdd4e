package dev.banata.keycloak.compat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ModelException;

/** What an admin is told of a write that nobody could judge: it is not the request that is bad. */
final class UnjudgedTest {

  private static int statusBy(Throwable failure) {
    return Unjudged.by(failure).status().getStatusCode();
  }

  private static RuntimeException wrapped(SQLException cause) {
    return new ModelException("Database operation failed", cause);
  }

  @Test
  void aConcurrentChangeIsAConflict() {
    assertThat(statusBy(new OptimisticLockException())).isEqualTo(409);
    assertThat(statusBy(wrapped(new SQLException("deadlock detected", "40P01")))).isEqualTo(409);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsUnavailable() {
    assertThat(statusBy(wrapped(new SQLTransientConnectionException()))).isEqualTo(503);
    assertThat(statusBy(wrapped(new SQLException("gone", "08006")))).isEqualTo(503);
  }

  @Test
  void anyOtherFailureIsTheServers() {
    assertThat(statusBy(new IllegalStateException("a secret"))).isEqualTo(500);
    assertThat(statusBy(new StackOverflowError())).isEqualTo(500);
    assertThat(statusBy(new NoClassDefFoundError("of another version"))).isEqualTo(500);
    assertThat(Unjudged.FAILED.description()).contains("server log");
  }
}
