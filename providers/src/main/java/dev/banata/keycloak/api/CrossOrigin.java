package dev.banata.keycloak.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** Lets the scripts of some origins read an answer (CORS). */
public final class CrossOrigin {

  private static final String ALLOWED = "Access-Control-Allow-Origin";
  private static final String SECONDS = "3600";

  private CrossOrigin() {}

  /**
   * Headers of an answer.
   *
   * @param trusted the exact origins that may read it: those of the client that the call names
   */
  public static Map<String, String> headers(KeycloakSession session, Collection<String> trusted) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Vary", "Origin");
    String origin =
        session.getContext().getHttpRequest().getHttpHeaders().getHeaderString("Origin");
    if (origin != null && trusted.contains(origin)) {
      headers.put(ALLOWED, origin);
    }
    return headers;
  }

  /** The same for the question that a browser asks before a call. */
  public static Map<String, String> preflight(KeycloakSession session, Collection<String> trusted) {
    Map<String, String> headers = headers(session, trusted);
    if (headers.containsKey(ALLOWED)) {
      headers.put("Access-Control-Allow-Methods", "POST");
      headers.put("Access-Control-Allow-Headers", "content-type");
      headers.put("Access-Control-Max-Age", SECONDS);
    }
    return headers;
  }
}
