package dev.banata.keycloak.uri;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a client may have people sent back to, after sign-in or sign-out: one exact absolute URI in
 * its normal form, which is the one text that Keycloak then matches.
 */
public final class RedirectUri {

  /** What a redirect URI can be. */
  public enum Kind {
    HTTPS,
    HTTP,
    PRIVATE_USE
  }

  /** At these, and without a port, Keycloak matches any port. */
  private static final Set<String> ANY_PORT = Set.of("localhost", "127.0.0.1", "[::1]");

  /** RFC 8252 §7.1: a domain name in reverse order. */
  private static final Pattern REVERSE_DOMAIN =
      Pattern.compile("(?=.{1,255}$)[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+");

  private static final Pattern PRIVATE_USE_HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  /** Keycloak refuses redirects with these, because its own answer has them. */
  private static final Set<String> ANSWER_PARAMETERS =
      Set.of(
          "code",
          "id_token",
          "access_token",
          "token_type",
          "expires_in",
          "state",
          "iss",
          "error",
          "error_description",
          "session_state",
          "response",
          "kc_action",
          "kc_action_status");

  private final Kind kind;
  private final Authority authority;
  private final String text;
  private final String afterAuthority;

  private RedirectUri(Kind kind, Authority authority, String start, String afterAuthority) {
    this.kind = kind;
    this.authority = authority;
    this.text = start + afterAuthority;
    this.afterAuthority = afterAuthority;
  }

  /**
   * Reads and normalises a redirect URI.
   *
   * @throws RefusedUri with the first rule that it breaks
   */
  public static RedirectUri parse(String text) throws RefusedUri {
    UriText parts = UriText.split(text);
    RedirectUri uri =
        switch (parts.scheme()) {
          case "https" -> web(Kind.HTTPS, parts);
          case "http" -> web(Kind.HTTP, parts);
          default -> privateUse(parts);
        };
    if (uri.text.length() > UriText.MAX_LENGTH) {
      throw UriRule.TOO_LONG.refused();
    }
    return uri;
  }

  private static RedirectUri web(Kind kind, UriText parts) throws RefusedUri {
    Authority authority = Authority.parse(parts.scheme(), parts.authority());
    String path = parts.path().isEmpty() ? "/" : PercentEncoding.normalPath(parts.path());
    return new RedirectUri(
        kind, authority, parts.scheme() + "://" + authority.text(), path + query(parts.query()));
  }

  private static RedirectUri privateUse(UriText parts) throws RefusedUri {
    if (!REVERSE_DOMAIN.matcher(parts.scheme()).matches()) {
      throw UriRule.SCHEME.refused();
    }
    String authority = "";
    if (parts.authority() != null) {
      if (!PRIVATE_USE_HOST.matcher(parts.authority()).matches()) {
        throw UriRule.PRIVATE_USE_FORM.refused();
      }
      authority = "//" + parts.authority().toLowerCase(Locale.ROOT);
    } else if (!parts.path().startsWith("/")) {
      throw UriRule.PRIVATE_USE_FORM.refused();
    }
    return new RedirectUri(
        Kind.PRIVATE_USE,
        null,
        parts.scheme() + ":" + authority,
        PercentEncoding.normalPath(parts.path()) + query(parts.query()));
  }

  private static String query(String query) throws RefusedUri {
    if (query == null) {
      return "";
    }
    String normal = PercentEncoding.normalQuery(query);
    boolean answers =
        Arrays.stream(normal.split("&"))
            .map(parameter -> parameter.split("=", 2)[0])
            .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
            .anyMatch(name -> ANSWER_PARAMETERS.contains(name.toLowerCase(Locale.ROOT)));
    if (answers) {
      throw UriRule.QUERY_PARAMETER.refused();
    }
    return "?" + normal;
  }

  /** The normal form. */
  public String text() {
    return text;
  }

  Kind kind() {
    return kind;
  }

  boolean isLoopback() {
    return authority != null && authority.host().isLoopback();
  }

  Optional<Host> host() {
    return Optional.ofNullable(authority).map(Authority::host);
  }

  /** The origin of a web URI. */
  public Optional<String> origin() {
    return Optional.ofNullable(authority)
        .map(a -> kind.name().toLowerCase(Locale.ROOT) + "://" + a.text());
  }

  boolean hasPort() {
    return authority != null && authority.port() != Authority.DEFAULT_PORT;
  }

  /** True if Keycloak takes it with any port (RFC 8252 §7.3). */
  public boolean takesAnyPort() {
    return canTakeAnyPort() && !hasPort();
  }

  boolean canTakeAnyPort() {
    return kind == Kind.HTTP && ANY_PORT.contains(authority.host().text());
  }

  /**
   * The URI without its port where that would be taken with any port: two URIs of one family can
   * stand for the same place.
   */
  public Optional<String> family() {
    return canTakeAnyPort()
        ? Optional.of("http://" + authority.host().text() + afterAuthority)
        : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RedirectUri uri && uri.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
