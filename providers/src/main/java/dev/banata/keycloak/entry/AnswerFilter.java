package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.ErrorBody;
import dev.banata.keycloak.api.RequestId;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Gives each answer of ours its request id, keeps it out of caches, and gives failures that
 * Keycloak found before us (an unknown path, a wrong method) our error body. Does nothing to other
 * answers.
 */
@Provider
public final class AnswerFilter implements ContainerResponseFilter {

  private static final int FIRST_ERROR = 400;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
    String requestId = session == null ? null : RequestId.of(session);
    if (requestId == null) {
      return;
    }
    response.getHeaders().putSingle(RequestId.HEADER, requestId);
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    if (response.getStatus() == METHOD_NOT_ALLOWED) {
      // JAX-RS says 405 for unknown paths beside known ones as well; the contract says 404 for
      // both.
      response.setStatus(NOT_FOUND);
    }
    if (response.getStatus() >= FIRST_ERROR && !(response.getEntity() instanceof ErrorBody)) {
      response.setEntity(bodyOf(response), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
    }
  }

  private static ErrorBody bodyOf(ContainerResponseContext response) {
    return switch (response.getStatus()) {
      case 404 ->
          new ErrorBody(
              "NOT_FOUND", "There is no such endpoint, or it has another method.", List.of());
      default -> new ErrorBody("REQUEST_FAILED", "The request was refused.", List.of());
    };
  }
}
