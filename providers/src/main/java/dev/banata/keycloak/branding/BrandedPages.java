package dev.banata.keycloak.branding;

import dev.banata.keycloak.compat.LoginPages;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Keycloak's sign-in pages in the look of the project, and of the client that asks for them. */
final class BrandedPages extends LoginPages {

  private static final int REMEMBERED = 512;

  private static final Remembered<Shown, Page> KNOWN =
      new Remembered<>(REMEMBERED, BrandedPages::make);

  /**
   * All that a page's look is made of.
   *
   * @param name of the product
   * @param place of the project's files
   * @param base path of the server
   * @param clientId of a client that overrides something, or null
   * @param clientLogo that the page of consent shows, or null
   */
  private record Shown(
      String name,
      Branding branding,
      String place,
      String base,
      String clientId,
      String clientLogo) {}

  private record Page(Product product, String policy) {}

  BrandedPages(KeycloakSession session) {
    super(session);
  }

  @Override
  protected Optional<Product> product(RealmModel realm, ClientModel client, Properties theme) {
    if (!PageLook.isKnownTo(theme)) {
      return Optional.empty();
    }
    ClientBranding own = client == null ? ClientBranding.NONE : ClientBranding.of(client);
    Branding branding = own.over(Brandings.of(realm));
    Page page =
        KNOWN.get(
            new Shown(
                Brandings.appName(realm, branding),
                branding,
                UploadedImages.place(realm),
                session().getContext().getUri().getBaseUri().getRawPath(),
                own.isEmpty() ? null : client.getId(),
                client == null ? null : client.getAttribute("logoUri")));
    PagePolicy.set(session(), page.policy());
    return Optional.of(page.product());
  }

  private static Page make(Shown shown) {
    URI base = URI.create(shown.base());
    Branding branding = shown.branding().at(base);
    // Another URL for each state, so that browsers can keep it for ever.
    String style =
        base.resolve(shown.place())
            + BrandingFilesResource.STYLE
            + "?v="
            + BrandingStyle.of(branding).hash()
            + (shown.clientId() == null ? "" : "&client=" + shown.clientId());
    List<String> images = shown.clientLogo() == null ? List.of() : List.of(shown.clientLogo());
    return new Page(
        PageLook.product(shown.name(), branding, style), ImageSources.policy(branding, images));
  }
}
