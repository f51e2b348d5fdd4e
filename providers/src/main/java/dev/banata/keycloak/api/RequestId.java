package dev.banata.keycloak.api;

import java.util.UUID;
import org.keycloak.models.KeycloakSession;

/** The id of a request, in the header {@code x-request-id} of its answer and in the log. */
public final class RequestId {

  public static final String HEADER = "x-request-id";

  private static final String ATTRIBUTE = "banata.request-id";

  private RequestId() {}

  /** Marks the request as one of ours and gives it an id. */
  public static void assign(KeycloakSession session) {
    session.setAttribute(ATTRIBUTE, UUID.randomUUID().toString());
  }

  /** The id, or null for a request that is not one of ours. */
  public static String of(KeycloakSession session) {
    return session.getAttribute(ATTRIBUTE, String.class);
  }
}
