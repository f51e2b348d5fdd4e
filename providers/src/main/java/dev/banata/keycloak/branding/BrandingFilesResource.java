package dev.banata.keycloak.branding;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * {@code /realms/{realm}/banata-branding/*}: what pages and mails of a project fetch. Without
 * credentials, because those who are about to sign in have none.
 */
public final class BrandingFilesResource {

  static final String STYLE = "style.css";

  private static final String LOGO = "logo";
  private static final String CSS = "text/css;charset=UTF-8";

  /** An image that is opened by itself runs nothing, whatever a sanitizer might have missed. */
  private static final String IMAGE_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_FIRST = "no-cache";

  private final KeycloakSession session;

  BrandingFilesResource(KeycloakSession session) {
    this.session = session;
  }

  /**
   * The style sheet of the project.
   *
   * @param version the hash in the page. A node that knows another state answers with that, and
   *     keeps browsers from keeping it.
   * @param clientId id of the client whose overrides apply
   */
  @GET
  @Path(STYLE)
  public Response style(@QueryParam("v") String version, @QueryParam("client") String clientId) {
    RealmModel realm = session.getContext().getRealm();
    if (!realm.isEnabled()) {
      return notFound();
    }
    ClientModel client = clientId == null ? null : session.clients().getClientById(realm, clientId);
    URI base = URI.create(session.getContext().getUri().getBaseUri().getRawPath());
    BrandingStyle style = BrandingStyle.of(Brandings.of(realm, client).at(base));
    return answer(
        style.hash(),
        style.hash().equals(version) ? FOR_EVER : ASK_FIRST,
        CSS,
        style.text().getBytes(StandardCharsets.UTF_8));
  }

  /** The logo as it is now, for pages that cannot know its name: that of the account console. */
  @GET
  @Path(LOGO)
  public Response logo() {
    RealmModel realm = session.getContext().getRealm();
    if (!realm.isEnabled()) {
      return notFound();
    }
    Branding branding = Brandings.of(realm);
    if (BrandingRules.isHttps(branding.logoUrl())) {
      return Response.status(Response.Status.FOUND)
          .location(URI.create(branding.logoUrl()))
          .header(HttpHeaders.CACHE_CONTROL, ASK_FIRST)
          .build();
    }
    String file = branding.logoUrl().substring(branding.logoUrl().lastIndexOf('/') + 1);
    BrandImage image =
        UploadedImages.find(realm, file)
            .orElseGet(() -> Wordmark.of(Brandings.appName(realm, branding)));
    return answer(image.file(LOGO), ASK_FIRST, image.type().mediaType(), image.bytes());
  }

  /** An uploaded image, under the name that it has now. */
  @GET
  @Path("{file}")
  public Response image(@PathParam("file") String file) {
    RealmModel realm = session.getContext().getRealm();
    Optional<BrandImage> image =
        realm.isEnabled() ? UploadedImages.find(realm, file) : Optional.empty();
    return image
        .map(found -> answer(file, FOR_EVER, found.type().mediaType(), found.bytes()))
        .orElseGet(BrandingFilesResource::notFound);
  }

  private Response answer(String tag, String caching, String type, byte[] content) {
    String quoted = "\"" + tag + "\"";
    Response.ResponseBuilder answer =
        isKnown(quoted) ? Response.notModified() : Response.ok(content).type(type);
    return answer
        .header(HttpHeaders.ETAG, quoted)
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", IMAGE_POLICY)
        .header("Cross-Origin-Resource-Policy", "cross-origin")
        .build();
  }

  /** A proxy that compresses makes a weak tag of ours. */
  private boolean isKnown(String quoted) {
    String known =
        session
            .getContext()
            .getHttpRequest()
            .getHttpHeaders()
            .getHeaderString(HttpHeaders.IF_NONE_MATCH);
    return known != null
        && Arrays.stream(known.split(",", -1))
            .map(String::strip)
            .map(each -> each.startsWith("W/") ? each.substring(2) : each)
            .anyMatch(each -> each.equals(quoted) || each.equals("*"));
  }

  private static Response notFound() {
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return Response.status(Response.Status.NOT_FOUND)
        .type(MediaType.TEXT_PLAIN_TYPE)
        .entity("There is no such file.")
        .cacheControl(never)
        .build();
  }
}
