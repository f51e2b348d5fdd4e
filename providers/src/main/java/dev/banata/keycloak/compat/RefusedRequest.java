package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.Response;
import org.keycloak.services.ErrorResponseException;

/**
 * Ends a request to one of Keycloak's own endpoints with a 400 and rolls back what it did, from
 * wherever in the model it is thrown.
 */
public final class RefusedRequest extends ErrorResponseException {

  /**
   * Refuses with an OAuth error.
   *
   * @param error an error code of RFC 6749 §5.2, RFC 7591 §3.2.2 or of an extension
   */
  public RefusedRequest(String error, String description) {
    super(error, description, Response.Status.BAD_REQUEST);
  }

  /** For the log of an import at the start, which nobody gets an answer of. */
  @Override
  public String getMessage() {
    return getError() + ": " + getErrorDescription();
  }
}
