package dev.banata.keycloak.uri;

import java.util.Locale;

/**
 * The rules for redirect URIs, post-logout URIs and origins; the name in lower case is the stable
 * code of a violation.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-2.1">RFC 9700 §2.1: exact matching
 *     of redirect URIs</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252#section-7">RFC 8252 §7: redirects of native
 *     apps</a>
 */
public enum UriRule {
  EMPTY("must not be empty"),
  TOO_LONG("must have at most " + UriText.MAX_LENGTH + " characters"),
  CONTROL_CHARACTER("must not contain control characters, written as they are or percent-encoded"),
  WHITESPACE("must not contain white space"),
  BACKSLASH("must not contain a backslash"),
  WILDCARD("must be exact: wildcards are not allowed"),
  FRAGMENT("must not have a fragment"),
  NOT_ABSOLUTE("must be absolute, with a scheme such as https"),
  SCHEME(
      "must be https, http to a loopback address, or a private-use scheme such as com.example.app"),
  PRIVATE_USE_FORM("must have a slash after its scheme: com.example.app:/path"),
  USER_INFO("must not have user information before the host"),
  NO_HOST("must have a host"),
  HOST("must have a host that is a valid name or IP address"),
  HOST_ENCODING("must not have a percent-encoded host"),
  HOST_TRAILING_DOT("must not have a host that ends with a dot"),
  HOST_IDN("must have a host that is a valid internationalized name; write it in its xn-- form"),
  HOST_IPV4("must have IPv4 addresses as four decimal numbers"),
  HOST_IPV6("must have a valid IPv6 address in brackets, without an embedded IPv4 address"),
  HOST_ZONE("must not have an IPv6 address with a zone"),
  HOST_UNSPECIFIED("must not have an address that stands for every host"),
  PORT("must have a port from 1 to 65535, or none"),
  ILLEGAL_CHARACTER("must have only characters of RFC 3986"),
  NON_ASCII("must have other than ASCII characters percent-encoded"),
  PERCENT_ENCODING("must have each % followed by two hexadecimal digits, all of it UTF-8"),
  DOUBLE_ENCODING("must not be percent-encoded twice"),
  ENCODED_SEPARATOR("must not have a percent-encoded slash or backslash in its path"),
  PATH_PARAMETER("must not have a semicolon in its path"),
  DOT_SEGMENT("must not have the path segments . and .."),
  EMPTY_SEGMENT("must not have two slashes in a row in its path"),
  EMPTY_QUERY("must not have an empty query"),
  QUERY_PARAMETER("must not have a query parameter that OpenID Connect answers with"),
  NOT_NORMAL("must be in its normal form"),
  NOT_AN_ORIGIN("must be an origin: scheme, host and port, with nothing after them"),
  PLAIN_HTTP("must be https: plain http is for loopback addresses only"),
  LOOPBACK("must not be a loopback address in a production project"),
  LOOPBACK_NAME("must name the loopback by its address, 127.0.0.1 or [::1], in a desktop client"),
  LOOPBACK_PORT("must be without a port in a desktop client: it then takes any port"),
  KIND("is not allowed for this client type"),
  NONE_ALLOWED("must be left out for this client type"),
  FOREIGN_HOST("must have a host inside the auth domains of the production project"),
  SERVER_URL("must not be a URL of this server"),
  SHARED("is the callback of another client");

  private final String message;

  UriRule(String message) {
    this.message = message;
  }

  /** The stable code, for programs. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Violation violation() {
    return new Violation(code(), message);
  }

  public Violation violation(String detail) {
    return new Violation(code(), message + ": " + detail);
  }

  RefusedUri refused() {
    return new RefusedUri(violation());
  }

  RefusedUri refused(String detail) {
    return new RefusedUri(violation(detail));
  }
}
