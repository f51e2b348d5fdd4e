package dev.banata.keycloak.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

/** A write that nobody could judge is refused and rolled back, whatever was thrown. */
final class AdminWriteGuardTest {

  private final Map<Object, Object> attributes = new HashMap<>();
  private final List<KeycloakTransaction> prepared = new ArrayList<>();
  private boolean isRolledBack;

  static List<Throwable> failures() {
    return List.of(
        new StackOverflowError(),
        new NoSuchMethodError("of another version of Keycloak"),
        new IllegalStateException());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsARefusal(Throwable failure) {
    attributes.put("banata.request-path", RequestPath.parse("POST", "admin/realms/shop/roles"));
    KeycloakSession session = session();

    new Failing(failure).create(session).onEvent(new AdminEvent(), false);

    RefusedRequest refusal = AdminWriteGuard.refusalOf(session);
    assertThat(refusal).isNotNull();
    assertThat(refusal.getError()).isEqualTo(Unjudged.FAILED.error());
    assertThat(isRolledBack).isTrue();
    assertThat(prepared).hasSize(1);
    KeycloakTransaction last = prepared.get(0);
    last.begin();
    assertThatThrownBy(last::commit).isSameAs(refusal);
  }

  private KeycloakSession session() {
    KeycloakTransactionManager transactions =
        stub(
            KeycloakTransactionManager.class,
            (Object proxy, Method method, Object[] arguments) -> {
              switch (method.getName()) {
                case "enlistPrepare" -> prepared.add((KeycloakTransaction) arguments[0]);
                case "setRollbackOnly" -> isRolledBack = true;
                default -> throw new AssertionError(method);
              }
              return null;
            });
    return stub(
        KeycloakSession.class,
        (Object proxy, Method method, Object[] arguments) ->
            switch (method.getName()) {
              case "getAttribute" -> attributes.get(arguments[0]);
              case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
              case "getTransactionManager" -> transactions;
              default -> throw new AssertionError(method);
            });
  }

  private static <T> T stub(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static final class Failing extends AdminWriteGuard {

    private final Throwable failure;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    protected void onWrite(KeycloakSession session, AdminEvent event) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public String getId() {
      return "failing";
    }
  }
}
