package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.Response;
import org.keycloak.services.ErrorResponseException;

/**
 * Ends a request to one of Keycloak's own endpoints with an error and rolls back what it did, from
 * wherever in the model it is thrown. Keycloak's console shows the description, whatever the
 * status.
 */
public final class RefusedRequest extends ErrorResponseException {

  /**
   * Refuses with an OAuth error: 400.
   *
   * @param error an error code of RFC 6749 §5.2, RFC 7591 §3.2.2 or of an extension
   */
  public RefusedRequest(String error, String description) {
    super(error, description, Response.Status.BAD_REQUEST);
  }

  private RefusedRequest(String error, String description, Response.Status status) {
    super(error, description, status);
  }

  /** Refuses for a time: 429. */
  public static RefusedRequest tooEarly(String description) {
    return new RefusedRequest("slow_down", description, Response.Status.TOO_MANY_REQUESTS);
  }

  /** Refuses a write that nobody could judge: it is not the request that is bad. */
  static RefusedRequest unjudged(Unjudged reason) {
    return new RefusedRequest(reason.error(), reason.description(), reason.status());
  }

  /** Refuses what the writer does not cover: 403. */
  public static RefusedRequest stronger(String description) {
    return new RefusedRequest("access_denied", description, Response.Status.FORBIDDEN);
  }

  /** For the log of an import at the start, which has no caller to answer. */
  @Override
  public String getMessage() {
    return getError() + ": " + getErrorDescription();
  }
}
