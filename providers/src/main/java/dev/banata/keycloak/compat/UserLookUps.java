package dev.banata.keycloak.compat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.storage.DatastoreProvider;
import org.keycloak.storage.ExportImportManager;
import org.keycloak.storage.datastore.DefaultDatastoreProvider;
import org.keycloak.storage.datastore.DefaultDatastoreProviderFactory;
import org.keycloak.storage.datastore.DefaultExportImportManager;

/**
 * Keycloak's own datastore, with a word on how each user appears that anything in Keycloak looks
 * up: sign-ins, refreshes, checks of tokens, the console. It is above Keycloak's caches, so that
 * what depends on the time is never kept by them.
 */
public abstract class UserLookUps extends DefaultDatastoreProviderFactory {

  /** Where Keycloak's own factory reads its options. */
  private static final String KEYCLOAKS_OWN = "legacy";

  /**
   * Returns the user, or a {@link LookedUpUser} in their place. Called on every look-up, so it must
   * be cheap for all but a few users.
   */
  protected abstract UserModel onLookUp(KeycloakSession session, RealmModel realm, UserModel user);

  @Override
  public final DatastoreProvider create(KeycloakSession session) {
    return new Datastore(session);
  }

  @Override
  public final void init(Config.Scope config) {
    super.init(Config.scope("datastore", KEYCLOAKS_OWN));
  }

  /** Keycloak's own factory is there as well, and has its listeners and timers. */
  @Override
  public final void postInit(KeycloakSessionFactory factory) {}

  @Override
  public final int order() {
    return 1;
  }

  private final class Datastore extends DefaultDatastoreProvider {
    private final KeycloakSession session;
    private UserProvider users;

    Datastore(KeycloakSession session) {
      super(UserLookUps.this, session);
      this.session = session;
    }

    @Override
    public ExportImportManager getExportImportManager() {
      return new DefaultExportImportManager(session) {
        @Override
        public void updateRealm(RealmRepresentation representation, RealmModel realm) {
          session
              .getKeycloakSessionFactory()
              .publish(new RealmWrite(session, realm, representation));
          super.updateRealm(representation, realm);
        }
      };
    }

    @Override
    public UserProvider users() {
      if (users == null) {
        InvocationHandler lookUp = new LookUp(session, super.users());
        users =
            (UserProvider)
                Proxy.newProxyInstance(
                    UserProvider.class.getClassLoader(),
                    new Class<?>[] {UserProvider.class},
                    lookUp);
      }
      return users;
    }
  }

  private final class LookUp implements InvocationHandler {
    private final KeycloakSession session;
    private final UserProvider users;

    LookUp(KeycloakSession session, UserProvider users) {
      this.session = session;
      this.users = users;
    }

    /** Called some hundred times for one token of a user of many organizations. */
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      RealmModel realm = null;
      for (int i = 0; arguments != null && i < arguments.length; i++) {
        if (arguments[i] instanceof LookedUpUser user) {
          // Keycloak's storage gets its own models back.
          arguments[i] = user.stored();
        } else if (realm == null && arguments[i] instanceof RealmModel named) {
          // All that looks up users names their realm, but for service accounts, whom nobody bans.
          realm = named;
        }
      }
      try {
        Object result = method.invoke(users, arguments);
        return realm == null ? result : lookedUp(realm, result);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private Object lookedUp(RealmModel realm, Object result) {
      if (result instanceof UserModel user) {
        return onLookUp(session, realm, user);
      }
      return result instanceof Stream<?> stream
          ? stream.map(
              item -> item instanceof UserModel user ? onLookUp(session, realm, user) : item)
          : result;
    }
  }
}
