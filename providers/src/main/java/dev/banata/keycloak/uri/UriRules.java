package dev.banata.keycloak.uri;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one client of one project may register.
 *
 * @param allowed what its type may have; nothing for a type without redirects
 * @param originsAllowed whether its type may have trusted origins
 * @param production whether the project is in production
 * @param domains the auth domains of the project; empty if none are recorded
 * @param serverUrls starts of the server's own URLs, which belong to the console and to realms
 */
public record UriRules(
    Set<Allowed> allowed,
    boolean originsAllowed,
    boolean production,
    Collection<String> domains,
    Collection<String> serverUrls) {

  /** What redirects can be allowed. */
  public enum Allowed {
    HTTPS,
    /** http to a loopback address or {@code localhost}, with or without a port. */
    LOOPBACK,
    /** http to a loopback address, with any port. */
    LOOPBACK_ANY_PORT,
    PRIVATE_USE
  }

  public UriRules {
    allowed = Set.copyOf(allowed);
    domains = domains.stream().flatMap(domain -> normal(domain).stream()).toList();
    serverUrls = List.copyOf(serverUrls);
  }

  private static Optional<String> normal(String domain) {
    try {
      return Optional.of(Host.parse(domain.strip()).text());
    } catch (RefusedUri e) {
      return Optional.empty();
    }
  }

  /** The first rule that a redirect or post-logout URI breaks. */
  public Optional<Violation> check(RedirectUri uri) {
    if (allowed.isEmpty()) {
      return Optional.of(UriRule.NONE_ALLOWED.violation());
    }
    return kind(uri)
        .or(() -> production ? production(uri.isLoopback(), uri.host()) : Optional.empty())
        .or(() -> ofServer(uri));
  }

  private Optional<Violation> kind(RedirectUri uri) {
    return switch (uri.kind()) {
      case HTTPS -> require(Allowed.HTTPS);
      case PRIVATE_USE -> require(Allowed.PRIVATE_USE);
      case HTTP -> http(uri);
    };
  }

  private Optional<Violation> require(Allowed kind) {
    return allowed.contains(kind) ? Optional.empty() : Optional.of(UriRule.KIND.violation());
  }

  private Optional<Violation> http(RedirectUri uri) {
    if (!uri.isLoopback()) {
      return Optional.of(UriRule.PLAIN_HTTP.violation());
    }
    if (allowed.contains(Allowed.LOOPBACK)) {
      return Optional.empty();
    }
    if (!allowed.contains(Allowed.LOOPBACK_ANY_PORT)) {
      return Optional.of(UriRule.KIND.violation());
    }
    if (!uri.canTakeAnyPort() || uri.host().orElseThrow().text().equals("localhost")) {
      return Optional.of(UriRule.LOOPBACK_NAME.violation());
    }
    return uri.hasPort() ? Optional.of(UriRule.LOOPBACK_PORT.violation()) : Optional.empty();
  }

  private Optional<Violation> production(boolean loopback, Optional<Host> host) {
    if (loopback) {
      return Optional.of(UriRule.LOOPBACK.violation());
    }
    boolean inside =
        domains.isEmpty() || host.isEmpty() || domains.stream().anyMatch(host.get()::isInside);
    return inside ? Optional.empty() : Optional.of(UriRule.FOREIGN_HOST.violation());
  }

  private Optional<Violation> ofServer(RedirectUri uri) {
    return serverUrls.stream().anyMatch(uri.text()::startsWith)
        ? Optional.of(UriRule.SERVER_URL.violation())
        : Optional.empty();
  }

  /** The first rule that a trusted origin breaks. */
  public Optional<Violation> check(Origin origin) {
    if (!originsAllowed) {
      return Optional.of(UriRule.NONE_ALLOWED.violation());
    }
    if (!origin.isHttps() && !origin.host().isLoopback()) {
      return Optional.of(UriRule.PLAIN_HTTP.violation());
    }
    return production
        ? production(origin.host().isLoopback(), Optional.of(origin.host()))
        : Optional.empty();
  }
}
