package dev.banata.keycloak.compat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.StaleStateException;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.Provider;

/** Keycloak's own EntityManager, in Keycloak's own transaction. */
public final class Database {

  /** SQL states of a violated constraint, a serialization failure and a deadlock. */
  private static final Set<String> CONFLICTS = Set.of("23", "40");

  /** SQL states of a lost connection and of a server that is going down. */
  private static final Set<String> CONNECTION = Set.of("08", "57");

  /** What H2 says when two transactions insert the same key, and on a lock that it did not get. */
  private static final Set<Integer> H2_CONFLICTS = Set.of(90131, 50200);

  /**
   * H2 says a deadlock (105) and a locked row (101) in an exception of its own, and Keycloak drops
   * the SQLException around it.
   */
  private static final String H2_STORE_EXCEPTION = "org.h2.mvstore.MVStoreException";

  private static final Pattern H2_STORE_CONFLICT = Pattern.compile("\\[[0-9.]+/(101|105)]\\s*$");

  private Database() {}

  /**
   * For {@link org.keycloak.provider.ProviderFactory#dependsOn}: factories that depend on the
   * database are closed while it is still there.
   */
  public static Class<? extends Provider> dependency() {
    return JpaConnectionProvider.class;
  }

  public static EntityManager of(KeycloakSession session) {
    return session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  public static void flush(KeycloakSession session) {
    of(session).flush();
  }

  /** True if a change was refused because somebody else made one. */
  public static boolean isConflict(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OptimisticLockException
          || cause instanceof PessimisticLockException
          || cause instanceof LockTimeoutException
          || cause instanceof StaleStateException
          || isConflictOfH2(cause)) {
        return true;
      }
    }
    SQLException cause = sqlCause(failure);
    return cause != null
        && (hasState(cause, CONFLICTS) || H2_CONFLICTS.contains(cause.getErrorCode()));
  }

  private static boolean isConflictOfH2(Throwable cause) {
    return cause.getClass().getName().equals(H2_STORE_EXCEPTION)
        && H2_STORE_CONFLICT.matcher(String.valueOf(cause.getMessage())).find();
  }

  /** True if the database did not answer. */
  public static boolean isUnavailable(Throwable failure) {
    SQLException cause = sqlCause(failure);
    return cause != null
        && (cause instanceof SQLTransientConnectionException
            || hasState(cause, CONNECTION)
            || String.valueOf(cause.getMessage()).contains("Acquisition timeout"));
  }

  private static boolean hasState(SQLException cause, Set<String> classes) {
    return cause.getSQLState() != null
        && cause.getSQLState().length() >= 2
        && classes.contains(cause.getSQLState().substring(0, 2));
  }

  private static SQLException sqlCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
