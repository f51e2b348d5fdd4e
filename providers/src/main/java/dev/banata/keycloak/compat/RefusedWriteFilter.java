package dev.banata.keycloak.compat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Answers a write that an {@link AdminWriteGuard} refused with the refusal. Runs before Keycloak's
 * filter that ends the transaction, which rolls back.
 */
@Provider
public final class RefusedWriteFilter implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
    RefusedRequest refusal = session == null ? null : AdminWriteGuard.refusalOf(session);
    if (refusal != null) {
      Response answer = refusal.getResponse();
      response.setStatus(answer.getStatus());
      response.getHeaders().remove("Location");
      response.setEntity(answer.getEntity(), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
