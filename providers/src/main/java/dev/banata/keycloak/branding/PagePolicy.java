package dev.banata.keycloak.branding;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Adds a content security policy to pages in a project's look. Runs after Keycloak has set the
 * realm's own, and adds a second header beside it.
 */
@Provider
@Priority(PagePolicy.AFTER_KEYCLOAK)
public final class PagePolicy implements ContainerResponseFilter {

  /** Filters of answers run from high to low; Keycloak's has 10. */
  static final int AFTER_KEYCLOAK = 5;

  private static final String HEADER = "Content-Security-Policy";
  private static final String ATTRIBUTE = PagePolicy.class.getName();

  /** The policy of the page that the present request is answered with. */
  static void set(KeycloakSession session, String policy) {
    session.setAttribute(ATTRIBUTE, policy);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
    MediaType type = response.getMediaType();
    if (session == null || type == null || !type.isCompatible(MediaType.TEXT_HTML_TYPE)) {
      return;
    }
    String policy = session.getAttribute(ATTRIBUTE, String.class);
    if (policy != null) {
      response.getHeaders().add(HEADER, policy);
    }
  }
}
