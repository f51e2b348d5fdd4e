package dev.banata.keycloak.apikey;

import dev.banata.keycloak.compat.Refusal;
import dev.banata.keycloak.compat.RefusedRequest;
import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.compat.ServiceAccountGrant;
import dev.banata.keycloak.permission.AdminRoleGrants;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;

/**
 * Exchanges a key for a short-lived access token of the project's realm, for Keycloak's own Admin
 * REST API and its tools. An extension grant of RFC 6749 §4.5; the key is in the form parameter
 * {@code api_key}, and no client authentication is taken.
 */
final class ApiKeyGrant extends ServiceAccountGrant {

  static final String GRANT_TYPE = "urn:banata:oauth:grant-type:api-key";
  static final String PARAMETER = "api_key";

  /** Claim that tells which secret of the key a token comes from. */
  static final String SECRET_CLAIM = "api_key_secret";

  private static final String SECRET = "banata.api-key-secret";
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Logger LOG = Logger.getLogger(ApiKeyGrant.class);

  @Override
  protected ClientModel prove(KeycloakSession session, MultivaluedMap<String, String> parameters)
      throws Refusal {
    List<String> values = parameters.get(PARAMETER);
    if (values == null || values.size() != 1) {
      throw new Refusal(
          OAuthErrorException.INVALID_REQUEST, "Exactly one parameter api_key is needed");
    }
    RealmModel realm = session.getContext().getRealm();
    ApiKeys keys = session.getProvider(ApiKeys.class);
    Verification verification = keys.verify(values.get(0));
    if (verification.isTooEarly()) {
      header(session, verification);
      throw new Refusal("slow_down", verification.failure().message(), TOO_MANY_REQUESTS);
    }
    ApiKey key = verification.key();
    if (!verification.isValid() || !Objects.equals(key.realmId(), realm.getId())) {
      LOG.debugf(
          "Refused to exchange a key in realm %s: %s",
          realm.getName(), verification.isValid() ? "other project" : verification.failure());
      throw new Refusal(OAuthErrorException.INVALID_GRANT, "Invalid API key");
    }
    if (key.organizationId() == null && AdminRoleGrants.of(key.permissions()).isEmpty()) {
      throw new Refusal(
          OAuthErrorException.UNAUTHORIZED_CLIENT,
          "No permission of this key gives a role at the Admin REST API");
    }
    session.setAttribute(SECRET, ApiKey.fingerprint(ApiKeyFormat.hash(values.get(0))));
    return new ApiKeyPrincipal(session)
        .find(realm, key)
        .orElseThrow(
            () ->
                new Refusal(
                    OAuthErrorException.UNAUTHORIZED_CLIENT,
                    "A key that is limited to an organization cannot be exchanged"));
  }

  @Override
  public Set<String> getTokenParameterNames() {
    return Set.of(PARAMETER);
  }

  /** Which secret of the key the request has proven; for {@link ApiKeyTokenGuard}. */
  static String secretOf(KeycloakSession session) {
    return session.getAttribute(SECRET, String.class);
  }

  /**
   * The tokens are for the Admin REST API of Keycloak and for nothing else. Each use counts as one
   * of the key, they end with the secret that they come from, and they delete the project only if
   * the key names that permission.
   */
  @Override
  public boolean isTokenAllowed(KeycloakSession session, AccessToken token) {
    RealmModel realm = session.getContext().getRealm();
    Optional<RequestPath> path = RequestPath.of(session).filter(RequestPath::isAdminApiOfRealm);
    if (path.isEmpty() || !(token.getOtherClaims().get(SECRET_CLAIM) instanceof String secret)) {
      return false;
    }
    Optional<Verification> use =
        session.getProvider(ApiKeys.class).useToken(realm, token.getIssuedFor(), secret);
    if (use.filter(Verification::isTooEarly).isPresent()) {
      header(session, use.get());
      throw RefusedRequest.tooEarly(use.get().failure().message());
    }
    Optional<ApiKey> key = use.filter(Verification::isValid).map(Verification::key);
    if (path.get().removesRealm()
        && key.filter(valid -> !valid.permissions().contains(Permission.PROJECT_DELETE))
            .isPresent()) {
      throw RefusedRequest.stronger(
          "To delete its project, a key must name the permission project.delete; full access does"
              + " not include it.");
    }
    return key.isPresent();
  }

  private static void header(KeycloakSession session, Verification verification) {
    verification
        .headers()
        .forEach((name, value) -> session.getContext().getHttpResponse().setHeader(name, value));
  }
}
