package dev.banata.keycloak.client;

import dev.banata.keycloak.compat.ServerUrls;
import dev.banata.keycloak.project.Environment;
import dev.banata.keycloak.uri.Origin;
import dev.banata.keycloak.uri.RedirectUri;
import dev.banata.keycloak.uri.RefusedUri;
import dev.banata.keycloak.uri.UriRule;
import dev.banata.keycloak.uri.UriRules;
import dev.banata.keycloak.uri.UriRules.Allowed;
import dev.banata.keycloak.uri.Violation;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The rules for the clients of one project, but for those that need to know its other clients. */
final class ProjectRules {

  /** Realm attribute with the domains of the project's hosts, separated by commas or blanks. */
  static final String DOMAINS = "banata.auth-domains";

  static final String REDIRECT_URIS = "redirectUris";
  static final String POST_LOGOUT = "postLogoutRedirectUris";
  static final String WEB_ORIGINS = "webOrigins";

  private static final Set<Allowed> ANY =
      Set.of(Allowed.HTTPS, Allowed.LOOPBACK, Allowed.PRIVATE_USE);

  /** What this server has below its base URL: the console, realms, our API and their files. */
  private static final List<String> SERVER_PATHS =
      List.of("admin/", "realms/", "resources/", "js/", "api/auth/", "banata/");

  private final boolean production;
  private final List<String> domains;
  private final List<String> serverUrls;

  ProjectRules(boolean production, List<String> domains, List<String> serverUrls) {
    this.production = production;
    this.domains = domains;
    this.serverUrls = serverUrls;
  }

  static ProjectRules of(KeycloakSession session, RealmModel realm) {
    String domains = realm.getAttribute(DOMAINS);
    return new ProjectRules(
        Environment.of(realm.getAttribute(Environment.ATTRIBUTE)) == Environment.PRODUCTION,
        domains == null ? List.of() : Arrays.asList(domains.split("[\\s,#]+")),
        ServerUrls.of(session).stream().flatMap(ProjectRules::reserved).toList());
  }

  private static Stream<String> reserved(URI base) {
    String start = base.toString().endsWith("/") ? base.toString() : base + "/";
    return SERVER_PATHS.stream().map(start::concat).flatMap(url -> normal(url).stream());
  }

  private static Optional<String> normal(String url) {
    try {
      return Optional.of(RedirectUri.parse(url).text());
    } catch (RefusedUri e) {
      return Optional.empty();
    }
  }

  /** All that the client breaks, in the order of its fields. */
  List<ClientViolation> check(ClientUris client) {
    UriRules rules = rules(client.type());
    List<ClientViolation> violations = new ArrayList<>();
    client
        .unknownType()
        .ifPresent(
            type ->
                violations.add(violation("type", type, "unknown_type", "is not a client type")));
    for (String grant : client.foreignGrants()) {
      violations.add(violation(grant, "true", "grant", "is not allowed for this client type"));
    }
    redirects(REDIRECT_URIS, client.redirectUris(), rules, violations);
    redirects(POST_LOGOUT, client.postLogoutRedirectUris(), rules, violations);
    for (int i = 0; i < client.webOrigins().size(); i++) {
      add(
          violations,
          WEB_ORIGINS,
          i,
          client.webOrigins().get(i),
          origin(client.webOrigins().get(i), rules));
    }
    return violations;
  }

  private static ClientViolation violation(
      String field, String value, String code, String message) {
    return new ClientViolation(field, -1, value, new Violation(code, message));
  }

  private UriRules rules(Optional<AuthClientType> type) {
    Optional<ClientPreset> preset = type.map(ClientPreset::of);
    return new UriRules(
        preset.map(ClientPreset::redirects).orElse(ANY),
        preset.map(ClientPreset::origins).orElse(true),
        production,
        domains,
        serverUrls);
  }

  /** A page that a client names, for example its home: https, or a loopback while developing. */
  Optional<Violation> page(String url) {
    return redirect(
        normalPage(url),
        new UriRules(
            Set.of(Allowed.HTTPS, Allowed.LOOPBACK), false, production, domains, List.of()));
  }

  /** The normal form of a page; the text itself if it has none. */
  static String normalPage(String url) {
    return normal(url).orElse(url);
  }

  /** Where a client's keys are fetched from, by this server. */
  Optional<Violation> keys(String url) {
    return redirect(
        url, new UriRules(Set.of(Allowed.HTTPS), false, production, List.of(), List.of()));
  }

  private static void redirects(
      String field, List<String> uris, UriRules rules, List<ClientViolation> violations) {
    for (int i = 0; i < uris.size(); i++) {
      add(violations, field, i, uris.get(i), redirect(uris.get(i), rules));
    }
  }

  private static Optional<Violation> redirect(String text, UriRules rules) {
    try {
      RedirectUri uri = RedirectUri.parse(text);
      return rules.check(uri).or(() -> normal(text, uri.text()));
    } catch (RefusedUri e) {
      return Optional.of(e.violation());
    }
  }

  private static Optional<Violation> origin(String text, UriRules rules) {
    try {
      Origin origin = Origin.parse(text);
      return rules.check(origin).or(() -> normal(text, origin.text()));
    } catch (RefusedUri e) {
      return Optional.of(e.violation());
    }
  }

  private static Optional<Violation> normal(String text, String normal) {
    return text.equals(normal)
        ? Optional.empty()
        : Optional.of(UriRule.NOT_NORMAL.violation("write " + normal));
  }

  private static void add(
      List<ClientViolation> violations,
      String field,
      int index,
      String value,
      Optional<Violation> violation) {
    violation.ifPresent(rule -> violations.add(new ClientViolation(field, index, value, rule)));
  }
}
