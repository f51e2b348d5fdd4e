package dev.banata.keycloak.compat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;
import org.keycloak.theme.ThemeResources;
import org.keycloak.theme.ThemeResourcesParser;
import org.keycloak.theme.beans.AdvancedMessageFormatterMethod;
import org.keycloak.theme.beans.MessageFormatterMethod;

/**
 * What templates get of their theme, as Keycloak makes it for its pages of sign-in. It would look
 * for the files of the theme among all its properties again, which takes a sixth of the time of a
 * page.
 */
record ThemeModel(Properties properties, Properties messages, Locale locale) {

  /** By the properties of a theme, which are the same object as long as Keycloak caches themes. */
  private static final LoadingCache<Properties, ThemeResources> FILES =
      Caffeine.newBuilder().weakKeys().build(ThemeResourcesParser::parse);

  static ThemeModel of(Theme theme, RealmModel realm, Locale locale) {
    try {
      return new ThemeModel(
          theme.getProperties(), theme.getEnhancedMessages(realm, locale), locale);
    } catch (IOException e) {
      throw unreadable(theme, e);
    }
  }

  static Properties propertiesOf(Theme theme) {
    try {
      return theme.getProperties();
    } catch (IOException e) {
      throw unreadable(theme, e);
    }
  }

  private static IllegalStateException unreadable(Theme theme, IOException cause) {
    return new IllegalStateException("The theme " + theme.getName() + " cannot be read", cause);
  }

  /** Adds all that Keycloak does, but whether the page follows the browser into the dark. */
  void addTo(Map<String, Object> attributes) {
    Map<Object, Object> parameters = new HashMap<>(attributes);
    parameters.putAll(messages);
    attributes.put("msg", new MessageFormatterMethod(locale, parameters));
    attributes.put("advancedMsg", new AdvancedMessageFormatterMethod(locale, messages));
    attributes.put("properties", properties);
    attributes.put("themeResources", FILES.get(properties));
  }

  /** True if the theme can be dark. */
  boolean hasDarkMode() {
    return "true".equals(properties.getProperty("darkMode"));
  }
}
