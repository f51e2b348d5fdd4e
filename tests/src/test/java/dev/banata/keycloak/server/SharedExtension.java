package dev.banata.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests something that takes long to start as a parameter. The first that asks for it starts
 * it; JUnit closes it after the last test.
 */
public abstract class SharedExtension<T extends AutoCloseable> implements ParameterResolver {

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
    return context
        .getRoot()
        .getStore(Namespace.create(SharedExtension.class))
        .getOrComputeIfAbsent(type, key -> started(), type);
  }

  private T started() {
    try {
      return start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it started", e);
    }
  }
}
