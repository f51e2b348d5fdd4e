package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.keycloak.forms.login.LoginFormsPages;
import org.keycloak.forms.login.freemarker.FreeMarkerLoginFormsProvider;
import org.keycloak.forms.login.freemarker.model.RealmBean;
import org.keycloak.forms.login.freemarker.model.RegisterBean;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.theme.Theme;

/** Keycloak's sign-in pages, showing a product: what it is called and how it looks. */
public abstract class LoginPages extends FreeMarkerLoginFormsProvider {

  /** The name that templates know the look by. */
  private static final String MODEL = "branding";

  /** Where the forms of a page lead that belongs to no sign-in. */
  private static final URI NOWHERE = URI.create("#");

  private Optional<Product> product;

  /**
   * What pages show.
   *
   * @param name of the product
   * @param header of the page, as HTML that Keycloak's sanitizer is still to see; null for the
   *     realm's own
   * @param darkMode true to follow the browser
   * @param look for the templates
   */
  public record Product(String name, String header, boolean darkMode, Object look) {}

  protected LoginPages(KeycloakSession session) {
    super(session);
  }

  /**
   * The product whose pages these are.
   *
   * @param client whose users see them; null for none
   * @param theme properties of the theme, to know what it can show
   * @return nothing to leave the pages as they are
   */
  protected abstract Optional<Product> product(
      RealmModel realm, ClientModel client, Properties theme);

  protected final KeycloakSession session() {
    return session;
  }

  @Override
  protected Properties handleThemeResources(Theme theme, Locale locale) {
    return shown(theme)
        .map(shown -> show(shown, ThemeModel.of(theme, realm, locale)))
        .orElseGet(() -> super.handleThemeResources(theme, locale));
  }

  private Properties show(Product shown, ThemeModel theme) {
    theme.addTo(attributes);
    attributes.put(
        "darkMode",
        shown.darkMode() && theme.hasDarkMode() && realm.getAttribute("darkMode", true));
    attributes.put(MODEL, shown.look());
    return theme.messages();
  }

  @Override
  protected void createCommonAttributes(
      Theme theme, Locale locale, Properties messages, UriBuilder base, LoginFormsPages page) {
    super.createCommonAttributes(theme, locale, messages, base, page);
    shown(theme)
        .ifPresent(
            shown -> {
              NamedRealm named = new NamedRealm(realm, shown);
              attributes.put("realm", named);
              if (!named.isNamedAsBefore()) {
                attributes.put(
                    "title",
                    formatMessage(
                        new FormMessage(null, "loginTitle", shown.name()), messages, locale));
              }
            });
  }

  private Optional<Product> shown(Theme theme) {
    if (product == null) {
      product =
          realm == null ? Optional.empty() : product(realm, client, ThemeModel.propertiesOf(theme));
    }
    return product;
  }

  /**
   * Renders a template without a sign-in that it would be a page of: nothing is stored, and no
   * cookie is set.
   *
   * @param shownTo the client whose users would see it
   * @param sample what the template needs besides what all pages have
   */
  protected final String render(
      Theme theme,
      String template,
      Locale locale,
      ClientModel shownTo,
      Map<String, Object> sample) {
    client = shownTo;
    setActionUri(NOWHERE);
    Properties messages = handleThemeResources(theme, locale);
    handleMessages(locale, messages);
    createCommonAttributes(theme, locale, messages, prepareBaseUriBuilder(true), null);
    attributes.putAll(sample);
    Response response = processTemplate(theme, template, locale);
    if (response.getStatus() != Response.Status.OK.getStatusCode()) {
      throw new IllegalStateException("The template " + template + " cannot be rendered");
    }
    return (String) response.getEntity();
  }

  /** The fields of a person, as the realm's user profile has them, for pages that ask for them. */
  protected final Object profileFields() {
    return new RegisterBean(new MultivaluedHashMap<>(), session);
  }

  /** A realm under the name of its product. */
  public static final class NamedRealm extends RealmBean {

    private final Product product;

    NamedRealm(RealmModel realm, Product product) {
      super(realm);
      this.product = product;
    }

    private boolean isNamedAsBefore() {
      return product.name().equals(super.getDisplayName());
    }

    @Override
    public String getDisplayName() {
      return product.name();
    }

    @Override
    public String getDisplayNameHtml() {
      return product.header() == null ? super.getDisplayNameHtml() : product.header();
    }
  }
}
