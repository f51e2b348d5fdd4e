package dev.banata.keycloak.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.compat.LoginPages.Product;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;
import org.keycloak.theme.ThemeResources;

/** What we give to a theme's templates is what Keycloak gives to them, and the look. */
final class LoginPagesTest {

  private static final Properties PROPERTIES = new Properties();

  static {
    PROPERTIES.setProperty("styles", "css/a.css css/b.css");
    PROPERTIES.setProperty("styles.print", "css/print.css");
    PROPERTIES.setProperty("styles.print.media", "print");
    PROPERTIES.setProperty("scripts", "js/a.js");
    PROPERTIES.setProperty("favIcon", "img/favicon.ico");
    PROPERTIES.setProperty("darkMode", "true");
    PROPERTIES.setProperty("kcFormClass", "form");
  }

  private static <T> T stub(Class<T> type, Map<String, ?> answers) {
    InvocationHandler handler =
        (Object proxy, Method method, Object[] arguments) ->
            method.getName().equals("getAttribute") && arguments.length == 2
                ? arguments[1]
                : answers.get(method.getName());
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static final class Pages extends LoginPages {

    private final Product product;

    Pages(KeycloakSession session, Product product) {
      super(session);
      this.product = product;
    }

    @Override
    protected Optional<Product> product(RealmModel realm, ClientModel client, Properties theme) {
      return Optional.ofNullable(product);
    }

    Map<String, Object> shown(Theme theme) {
      handleThemeResources(theme, Locale.ENGLISH);
      return new HashMap<>(attributes);
    }
  }

  private static Map<String, Object> shown(Product product) {
    Properties messages = new Properties();
    messages.setProperty("loginTitle", "Sign in to {0}");
    KeycloakContext context =
        stub(
            KeycloakContext.class,
            Map.of("getRealm", stub(RealmModel.class, Map.of("getName", "acme"))));
    return new Pages(stub(KeycloakSession.class, Map.of("getContext", context)), product)
        .shown(
            stub(
                Theme.class, Map.of("getProperties", PROPERTIES, "getEnhancedMessages", messages)));
  }

  private static List<String> files(Map<String, Object> shown) {
    ThemeResources files = (ThemeResources) shown.get("themeResources");
    return List.of(
            files.getStyles().stream().map(each -> each.getPath() + each.getMedia()).toList(),
            files.getStylesCommon().stream().map(each -> each.getPath()).toList(),
            files.getScripts().stream().map(each -> each.getPath()).toList(),
            files.getFavicons().stream().map(each -> each.getPath() + each.getRel()).toList())
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void aProductsPagesHaveAllThatKeycloaksHave() {
    Map<String, Object> keycloaks = shown(null);
    Map<String, Object> ours = shown(new Product("Acme", null, true, "look"));

    assertThat(ours.remove("branding")).isEqualTo("look");
    assertThat(ours.keySet()).isEqualTo(keycloaks.keySet()).contains("msg", "themeResources");
    assertThat(files(ours)).isEqualTo(files(keycloaks)).anyMatch(each -> each.contains("b.css"));
    assertThat(ours.get("properties")).isEqualTo(keycloaks.get("properties"));
    assertThat(ours.get("msg")).hasSameClassAs(keycloaks.get("msg"));
    assertThat(ours.get("advancedMsg")).hasSameClassAs(keycloaks.get("advancedMsg"));
    assertThat(ours.get("darkMode")).isEqualTo(true).isEqualTo(keycloaks.get("darkMode"));
  }

  @Test
  void aProductWithoutDarkModeHasNone() {
    assertThat(shown(new Product("Acme", null, false, "look"))).containsEntry("darkMode", false);
  }
}
