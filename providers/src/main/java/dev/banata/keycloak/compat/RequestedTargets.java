package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.PreAuthorizationRequestContext;

/**
 * What a request wants a token for.
 *
 * @param resources the values of {@link #RESOURCE} (RFC 8707); empty for none
 * @param audiences the values of {@link #AUDIENCE} (RFC 8693 §2.1); empty for none
 */
record RequestedTargets(List<String> resources, List<String> audiences) {

  static final String RESOURCE = OAuth2Constants.RESOURCE;
  static final String AUDIENCE = OAuth2Constants.AUDIENCE;

  static RequestedTargets of(MultivaluedMap<String, String> parameters) {
    return new RequestedTargets(values(parameters, RESOURCE), values(parameters, AUDIENCE));
  }

  private static List<String> values(MultivaluedMap<String, String> parameters, String name) {
    List<String> values = parameters.get(name);
    return values == null ? List.of() : values;
  }

  static RequestedTargets of(AuthorizationEndpointRequest request) {
    Map<String, String> more = request.getAdditionalReqParams();
    return new RequestedTargets(
        oneOrNone(request.getResource()), oneOrNone(more == null ? null : more.get(AUDIENCE)));
  }

  private static List<String> oneOrNone(String value) {
    return value == null ? List.of() : List.of(value);
  }

  /** True for a request for authorization that names a target, in itself or in its object. */
  static boolean areIn(ClientPolicyContext context) {
    if (context instanceof PreAuthorizationRequestContext before) {
      return !of(before.getRequestParameters()).isEmpty();
    }
    return context instanceof AuthorizationRequestContext read
        && !of(read.getAuthorizationEndpointRequest()).isEmpty();
  }

  boolean isEmpty() {
    return resources.isEmpty() && audiences.isEmpty();
  }
}
