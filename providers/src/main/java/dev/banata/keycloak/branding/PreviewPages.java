package dev.banata.keycloak.branding;

import dev.banata.keycloak.compat.LoginPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.keycloak.forms.login.MessageType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/** Keycloak's sign-in pages with sample data, in a look that may not be saved. */
final class PreviewPages extends LoginPages {

  private static final String PAGE_CLASS = "kcHtmlClass";
  private static final String DARK_CLASS = "kcDarkModeClass";

  private final Branding branding;
  private final boolean dark;

  PreviewPages(KeycloakSession session, Branding branding, boolean dark) {
    super(session);
    this.branding = branding;
    this.dark = dark && branding.darkMode();
  }

  @Override
  protected Optional<Product> product(RealmModel realm, ClientModel client, Properties theme) {
    Product product =
        PageLook.withStyle(
            Brandings.appName(realm, branding), branding, BrandingView.base(session()));
    // The page does not follow the browser: it shows what was asked for.
    return Optional.of(new Product(product.name(), product.header(), false, product.look()));
  }

  String html(Theme theme, PreviewPage page, Locale locale, ClientModel client) {
    Map<String, Object> sample = new HashMap<>();
    sample.put("login", Map.of("username", ""));
    sample.put("user", Sample.USER);
    sample.put("properties", properties(theme));
    sample.putAll(page.sample());
    switch (page) {
      case REGISTER, UPDATE_PROFILE -> sample.put("profile", profileFields());
      case ERROR -> setMessage(MessageType.ERROR, "expiredActionMessage");
      case INFO -> setMessage(MessageType.INFO, "emailVerifiedMessage");
      default -> {
        // The others say nothing besides their form.
      }
    }
    return render(theme, page.template(), locale, client, sample);
  }

  private Properties properties(Theme theme) {
    try {
      Properties properties = new Properties();
      properties.putAll(theme.getProperties());
      if (dark) {
        String classes =
            properties.getProperty(PAGE_CLASS) + " " + properties.getProperty(DARK_CLASS);
        properties.setProperty(PAGE_CLASS, classes);
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
