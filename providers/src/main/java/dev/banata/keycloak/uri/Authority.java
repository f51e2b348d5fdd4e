package dev.banata.keycloak.uri;

import java.util.regex.Pattern;

/**
 * Host and port of a web URI.
 *
 * @param port {@link #DEFAULT_PORT} if the URI has none or that of its scheme
 */
record Authority(Host host, int port) {

  static final int DEFAULT_PORT = -1;

  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int MAX_PORT = 65_535;

  static Authority parse(String scheme, String text) throws RefusedUri {
    if (text == null) {
      throw UriRule.NO_HOST.refused();
    }
    if (text.indexOf('@') >= 0) {
      throw UriRule.USER_INFO.refused();
    }
    int bracket = text.indexOf(']');
    int colon = text.indexOf(':', Math.max(bracket, 0));
    String host = colon < 0 ? text : text.substring(0, colon);
    return new Authority(
        Host.parse(host), colon < 0 ? DEFAULT_PORT : port(scheme, text.substring(colon + 1)));
  }

  private static int port(String scheme, String text) throws RefusedUri {
    if (!PORT.matcher(text).matches() || Integer.parseInt(text) > MAX_PORT) {
      throw UriRule.PORT.refused();
    }
    int port = Integer.parseInt(text);
    return port == (scheme.equals("https") ? 443 : 80) ? DEFAULT_PORT : port;
  }

  String text() {
    return port == DEFAULT_PORT ? host.text() : host.text() + ":" + port;
  }
}
