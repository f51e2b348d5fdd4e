package dev.banata.keycloak.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ModelException;

final class DatabaseTest {

  private static final String URL = "jdbc:h2:mem:deadlock;DB_CLOSE_DELAY=-1";

  /** Keycloak hands on the cause alone, without the SQLException that H2 has thrown. */
  @Test
  void aDeadlockOfH2IsAConflict() throws Exception {
    SQLException deadlock = deadlock();

    assertThat(Database.isConflict(deadlock)).isTrue();
    assertThat(deadlock.getCause()).isNotNull().isNotInstanceOf(SQLException.class);
    assertThat(
            Database.isConflict(
                new ModelException("Database operation failed", deadlock.getCause())))
        .isTrue();
  }

  @Test
  void anotherFailureIsNone() {
    assertThat(Database.isConflict(new ModelException("[2.4.240/105]"))).isFalse();
    assertThat(Database.isConflict(new SQLException("no such table", "42S02"))).isFalse();
  }

  /** Two transactions that each hold a row and ask for the other's. */
  private static SQLException deadlock() throws Exception {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute("create table t (id int primary key)");
      statement.execute("insert into t values (1), (2)");
    }
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<SQLException>> ends =
          threads.invokeAll(List.of(locking(bothHoldOne, 1, 2), locking(bothHoldOne, 2, 1)));
      for (Future<SQLException> end : ends) {
        if (end.get() != null) {
          return end.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }
    throw new AssertionError("H2 has let both go on");
  }

  private static Callable<SQLException> locking(CyclicBarrier bothHoldOne, int first, int second) {
    return () -> {
      try (Connection connection = DriverManager.getConnection(URL);
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.executeQuery("select id from t where id = " + first + " for update").next();
        bothHoldOne.await();
        try {
          statement.executeQuery("select id from t where id = " + second + " for update").next();
          return null;
        } catch (SQLException e) {
          return e;
        } finally {
          connection.rollback();
        }
      }
    };
  }
}
