package dev.banata.keycloak.entry;

import dev.banata.keycloak.audience.Targets;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.keycloak.OAuth2Constants;

/**
 * Lets an authorization request name several {@code resource}s, as RFC 8707 §2 has it, and {@code
 * audience}s: Keycloak refuses a parameter that comes twice before anybody else sees it. They
 * become one, of which {@link Targets} knows what it says. Does nothing to other requests.
 */
@Provider
@PreMatching
public final class SeveralTargetsFilter implements ContainerRequestFilter {

  private static final String ENDPOINT = "/protocol/openid-connect/auth";

  @Override
  public void filter(ContainerRequestContext request) {
    if (!HttpMethod.GET.equals(request.getMethod())
        || !request.getUriInfo().getPath().endsWith(ENDPOINT)) {
      return;
    }
    MultivaluedMap<String, String> parameters = request.getUriInfo().getQueryParameters();
    List<String> resources = values(parameters, OAuth2Constants.RESOURCE);
    List<String> audiences = values(parameters, OAuth2Constants.AUDIENCE);
    if (resources.size() + audiences.size() > 1) {
      request.setRequestUri(
          request
              .getUriInfo()
              .getRequestUriBuilder()
              .replaceQueryParam(OAuth2Constants.AUDIENCE)
              .replaceQueryParam(
                  OAuth2Constants.RESOURCE, Targets.asOneResource(resources, audiences))
              .build());
    }
  }

  private static List<String> values(MultivaluedMap<String, String> parameters, String name) {
    List<String> values = parameters.get(name);
    return values == null ? List.of() : values;
  }
}
