package dev.banata.keycloak.compat;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.common.util.Encode;
import org.keycloak.models.KeycloakSession;

/**
 * The path of the session's request below the server's own, which background work and imports at
 * the start do not have. All that is known of Keycloak's paths is here.
 *
 * <p>A path is judged by whole segments, each decoded once. What a server accepts beyond that
 * ({@code //admin}, {@code /admin;x}, {@code /realms/../admin}) is read as the path that it means.
 */
public final class RequestPath {

  private static final String ATTRIBUTE = "banata.request-path";
  private static final String ADMIN = "admin";
  private static final String REALMS = "realms";
  private static final String BANATA = "banata";
  private static final String GROUPS = "groups";
  private static final String ORGANIZATIONS = "organizations";
  private static final String USERS = "users";

  /** What Keycloak itself has for end users and clients, below a realm and beside the realms. */
  private static final Set<String> OF_REALM =
      Set.of(
          "protocol",
          "clients",
          "login-actions",
          "clients-registrations",
          "clients-managements",
          "account",
          "broker",
          ".well-known",
          "authz");

  private static final Set<String> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private static final Set<String> OF_SERVER =
      Set.of("resources", "js", "robots.txt", "lb-check", ".well-known");

  private final List<String> segments;
  private final String method;

  private RequestPath(List<String> segments, String method) {
    this.segments = segments;
    this.method = method;
  }

  /** The path, which is read once: every event of a request asks for it. */
  public static Optional<RequestPath> of(KeycloakSession session) {
    RequestPath known = session.getAttribute(ATTRIBUTE, RequestPath.class);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      UriInfo uri = session.getContext().getHttpRequest().getUri();
      String path = uri.getRequestUri().getRawPath();
      String base = uri.getBaseUri().getRawPath();
      String relative = path.startsWith(base) ? path.substring(base.length()) : path;
      RequestPath read = parse(session.getContext().getHttpRequest().getHttpMethod(), relative);
      session.setAttribute(ATTRIBUTE, read);
      return Optional.of(read);
    } catch (ContextNotActiveException e) {
      return Optional.empty();
    }
  }

  /** Reads a path that is encoded as in the request. */
  static RequestPath parse(String method, String path) {
    List<String> segments = new ArrayList<>();
    for (String raw : path.split("/", -1)) {
      String segment = Encode.decodePath(raw.split(";", 2)[0]);
      if (segment.equals("..")) {
        segments.subList(Math.max(0, segments.size() - 1), segments.size()).clear();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return new RequestPath(List.copyOf(segments), method);
  }

  private boolean startsWith(String... start) {
    return segments.size() >= start.length
        && segments.subList(0, start.length).equals(Arrays.asList(start));
  }

  /** True for our own endpoints, which judge by themselves. */
  public boolean isOurs() {
    return startsWith("api", "auth")
        || startsWith(BANATA)
        || (startsWith(REALMS) && isSegment(2, BANATA))
        || (startsWith(ADMIN, REALMS) && isSegment(3, BANATA));
  }

  /** True for Keycloak's own Admin REST API. */
  public boolean isAdminApi() {
    return startsWith(ADMIN) && !isOurs();
  }

  /** True for the part of it that is about one realm. */
  public boolean isAdminApiOfRealm() {
    return isAdminApi() && startsWith(ADMIN, REALMS) && segments.size() > 2;
  }

  /**
   * What a request that may write in a realm by Keycloak's Admin REST API has after {@code
   * admin/realms}: the realm's name and the segments of the path within it. Empty for any other
   * request.
   */
  public static List<String> ofAdminWrite(KeycloakSession session) {
    return of(session)
        .filter(path -> path.isAdminApiOfRealm() && !READS.contains(path.method))
        .map(path -> path.segments.subList(2, path.segments.size()))
        .orElseGet(List::of);
  }

  /** Ids of the clients that the path of the session's request names. */
  public static Stream<String> clientIds(KeycloakSession session) {
    return of(session).stream()
        .flatMap(
            path ->
                IntStream.range(1, path.segments.size())
                    .filter(index -> path.isSegment(index - 1, "clients"))
                    .mapToObj(path.segments::get));
  }

  /** True if we know that no admin works there: for end users and clients, or ours. */
  public boolean isOfNoAdmin() {
    return isOurs()
        || segments.isEmpty()
        || OF_SERVER.contains(segments.get(0))
        || (startsWith(REALMS) && (segments.size() <= 2 || OF_REALM.contains(segments.get(2))));
  }

  /** True for a realm that is made, imported or removed with all that is in it. */
  public boolean isAboutWholeRealm() {
    return startsWith(ADMIN, REALMS)
        && ((segments.size() == 2 && method.equals(HttpMethod.POST)) || removesRealm());
  }

  /** True for the removal of a realm by its own path. */
  public boolean removesRealm() {
    return startsWith(ADMIN, REALMS) && segments.size() == 3 && method.equals(HttpMethod.DELETE);
  }

  /** True for the removal of a client by its own path. */
  public boolean removesClient(String id) {
    return startsWith(ADMIN, REALMS)
        && segments.size() == 5
        && isSegment(3, "clients")
        && isSegment(4, id)
        && method.equals(HttpMethod.DELETE);
  }

  /** True for Keycloak's import into a realm, of users, roles, clients and more at once. */
  public boolean isPartialImport() {
    return startsWith(ADMIN, REALMS) && isSegment(3, "partialImport");
  }

  /** The same of the session's request, if there is one. */
  public static boolean isPartialImport(KeycloakSession session) {
    return of(session).filter(RequestPath::isPartialImport).isPresent();
  }

  /**
   * True if users leave groups only because they, their organization or their directory goes, or
   * they leave the organization.
   */
  public boolean removesWithGroups() {
    if (!isAdminApiOfRealm()) {
      return false;
    }
    List<String> path = segments.subList(3, segments.size());
    String kind = path.isEmpty() ? "" : path.get(0);
    return switch (kind) {
      case USERS, "components" -> path.size() == 2 && method.equals(HttpMethod.DELETE);
      case ORGANIZATIONS -> !isSegment(5, GROUPS);
      case "user-storage" -> true;
      default -> false;
    };
  }

  /** True for the link of a mail that Keycloak follows. */
  boolean isActionToken() {
    return startsWith(REALMS) && isSegment(2, "login-actions") && isSegment(3, "action-token");
  }

  private boolean isSegment(int index, String text) {
    return segments.size() > index && segments.get(index).equals(text);
  }

  @Override
  public String toString() {
    return method + " /" + String.join("/", segments);
  }
}
