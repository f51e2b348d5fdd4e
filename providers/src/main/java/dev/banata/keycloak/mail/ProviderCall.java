package dev.banata.keycloak.mail;

import java.net.URI;
import java.util.Map;

/** A POST to a provider's API. */
record ProviderCall(URI uri, Map<String, String> headers, String contentType, String body) {

  /** Headers have credentials, the body links that sign people in. */
  @Override
  public String toString() {
    return "POST " + uri;
  }
}
