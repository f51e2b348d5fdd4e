package dev.banata.keycloak.uri;

/**
 * A web origin whose scripts may read what the server answers (RFC 6454), as browsers write it in
 * the header {@code Origin}.
 */
public final class Origin {

  private final String scheme;
  private final Authority authority;

  private Origin(String scheme, Authority authority) {
    this.scheme = scheme;
    this.authority = authority;
  }

  /**
   * Reads and normalises an origin.
   *
   * @throws RefusedUri with the first rule that it breaks
   */
  public static Origin parse(String text) throws RefusedUri {
    UriText parts = UriText.split(text);
    if (!parts.scheme().equals("https") && !parts.scheme().equals("http")) {
      throw UriRule.SCHEME.refused();
    }
    Authority authority = Authority.parse(parts.scheme(), parts.authority());
    if (!parts.path().isEmpty() || parts.query() != null) {
      throw UriRule.NOT_AN_ORIGIN.refused();
    }
    return new Origin(parts.scheme(), authority);
  }

  /** The normal form. */
  public String text() {
    return scheme + "://" + authority.text();
  }

  boolean isHttps() {
    return scheme.equals("https");
  }

  Host host() {
    return authority.host();
  }

  @Override
  public String toString() {
    return text();
  }
}
