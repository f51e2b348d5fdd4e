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

  BrandedPages(KeycloakSession session) {
    super(session);
  }

  @Override
  protected Optional<Product> product(RealmModel realm, ClientModel client, Properties theme) {
    if (!PageLook.isKnownTo(theme)) {
      return Optional.empty();
    }
    URI base = URI.create(session().getContext().getUri().getBaseUri().getRawPath());
    Branding branding = Brandings.of(realm, client).at(base);
    PagePolicy.set(session(), ImageSources.policy(branding, logoOf(client)));
    return Optional.of(PageLook.product(realm, branding, styleUrl(realm, client, branding, base)));
  }

  /** The page that asks for consent shows it. */
  private static List<String> logoOf(ClientModel client) {
    String logo = client == null ? null : client.getAttribute("logoUri");
    return logo == null ? List.of() : List.of(logo);
  }

  /** Another URL for each state, so that browsers can keep it for ever. */
  private static String styleUrl(
      RealmModel realm, ClientModel client, Branding branding, URI base) {
    String url =
        base.resolve(UploadedImages.place(realm))
            + BrandingFilesResource.STYLE
            + "?v="
            + BrandingStyle.of(branding).hash();
    return client == null || ClientBranding.of(client).isEmpty()
        ? url
        : url + "&client=" + client.getId();
  }
}
