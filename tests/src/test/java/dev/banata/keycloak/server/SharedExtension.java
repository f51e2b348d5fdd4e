package dev.banata.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests something that takes long to start as a parameter. The first that asks for it starts
 * it; it is closed when the JVM ends. JUnit's own store would end with each class: where Maven has
 * two JVMs, it gives each one class at a time.
 */
public abstract class SharedExtension<T extends AutoCloseable> implements ParameterResolver {

  private static final Map<Class<?>, AutoCloseable> STARTED = new ConcurrentHashMap<>();

  private final Class<T> type;

  protected SharedExtension(Class<T> type) {
    this.type = type;
  }

  protected abstract T start() throws IOException, InterruptedException, SQLException;

  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public final T resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return type.cast(STARTED.computeIfAbsent(type, key -> started()));
  }

  private T started() {
    try {
      T started = start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it started", e);
    }
  }

  private static void close(AutoCloseable started) {
    try {
      started.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
