package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.AdminCaller;
import dev.banata.keycloak.api.Caller;
import dev.banata.keycloak.api.CallerResolver;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.RequestId;
import dev.banata.keycloak.apikey.ApiKeys;
import dev.banata.keycloak.apikey.ExchangedToken;
import dev.banata.keycloak.apikey.Verification;
import dev.banata.keycloak.compat.AdminToken;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.UserToken;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Tells a key from a token and checks it. The answer to invalid credentials never says what was
 * wrong with them; the log does.
 */
final class Callers implements CallerResolver {

  private static final Logger LOG = Logger.getLogger(Callers.class);
  private static final String KEY_HEADER = "x-api-key";
  private static final String BEARER = "bearer ";

  private final KeycloakSession session;

  Callers(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public Caller resolve(Optional<RealmModel> doorRealm) {
    HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
    String key = headers.getHeaderString(KEY_HEADER);
    if (key != null) {
      return keyCaller(key.strip(), doorRealm);
    }
    String bearer =
        bearer(headers)
            .orElseThrow(
                () ->
                    Problem.unauthorized(
                        "AUTHENTICATION_REQUIRED",
                        "Send an API key or an admin's token as Authorization: Bearer …"));
    // A JWT has two dots and a key has none.
    return bearer.indexOf('.') < 0 ? keyCaller(bearer, doorRealm) : adminCaller(bearer, doorRealm);
  }

  @Override
  public Caller resolveUser(Optional<RealmModel> doorRealm) {
    HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
    String bearer = bearer(headers).orElse("");
    if (headers.getHeaderString(KEY_HEADER) != null || bearer.indexOf('.') < 0) {
      resolve(doorRealm);
      throw Problem.forbidden("SESSION_REQUIRED", "This call needs an end user's access token.");
    }
    return doorRealm
        .or(() -> UserToken.realmOf(session, bearer))
        .filter(realm -> realm.isEnabled() && !Realms.isAdminRealm(realm))
        .flatMap(realm -> userCaller(realm, bearer))
        .orElseThrow(
            () ->
                Problem.unauthorized(
                    "INVALID_TOKEN",
                    "The token is not a valid access token of an end user for this API."));
  }

  private Optional<Caller> userCaller(RealmModel realm, String token) {
    String address = session.getContext().getConnection().getRemoteHost();
    return UserToken.verify(session, realm, token)
        .filter(UserCaller::isForUs)
        .map(verified -> new UserCaller(verified, realm, address));
  }

  private static Optional<String> bearer(HttpHeaders headers) {
    String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return Optional.empty();
    }
    return Optional.of(authorization.substring(BEARER.length()).strip());
  }

  private Caller keyCaller(String text, Optional<RealmModel> doorRealm) {
    Verification verification = session.getProvider(ApiKeys.class).verify(text);
    if (verification.isTooEarly()) {
      throw Problem.tooManyRequests(verification.headers());
    }
    if (!verification.isValid()) {
      String id = verification.key() == null ? "unknown" : verification.key().id();
      LOG.infof(
          "Request %s: API key %s refused: %s", RequestId.of(session), id, verification.failure());
      throw invalidKey();
    }
    RealmModel realm = session.realms().getRealm(verification.key().realmId());
    if (doorRealm.filter(door -> !Objects.equals(door.getId(), realm.getId())).isPresent()) {
      throw Problem.forbidden(
          "PROJECT_SCOPE_MISMATCH",
          "The credentials belong to another project than the call names.");
    }
    String address = session.getContext().getConnection().getRemoteHost();
    return new ApiKeyCaller(
        session.getProvider(ApiKeys.class),
        verification.key(),
        ApiKeys.hash(text),
        realm,
        address,
        verification.headers());
  }

  static Problem invalidKey() {
    return Problem.unauthorized("INVALID_API_KEY", "The API key is not valid.");
  }

  /** A token is one of the admin realm, or, in the URL of a realm, one of that realm. */
  private Caller adminCaller(String token, Optional<RealmModel> doorRealm) {
    RealmModel adminRealm = Realms.adminRealm(session);
    Optional<AdminToken> admin =
        AdminToken.verify(session, adminRealm, token)
            .or(() -> doorRealm.flatMap(realm -> AdminToken.verify(session, realm, token)))
            .filter(AdminToken::isAdministrator);
    AdminToken verified = admin.orElseThrow(() -> invalidToken(token));
    if (doorRealm.isPresent()
        && !Realms.isAdminRealm(doorRealm.get())
        && !verified.mayView(doorRealm.get())) {
      throw Problem.notFound("PROJECT_NOT_FOUND", "There is no such project.");
    }
    return new AdminCaller(verified);
  }

  /** Says more only about a token that is valid, and has come to the wrong place. */
  private Problem invalidToken(String token) {
    String message =
        UserToken.realmOf(session, token)
            .filter(realm -> !Realms.isAdminRealm(realm))
            .flatMap(realm -> hint(realm, token))
            .orElse("The token is not a valid token of an administrator.");
    return Problem.unauthorized("INVALID_TOKEN", message);
  }

  private Optional<String> hint(RealmModel realm, String token) {
    if (ExchangedToken.is(session, realm, token)) {
      return Optional.of("This token comes from an API key: send the key itself.");
    }
    return AdminToken.verify(session, realm, token)
        .filter(AdminToken::isAdministrator)
        .map(AdminToken::realm)
        .map(RealmModel::getName)
        .map(
            name ->
                "This token belongs to an administrator of the realm %1$s: call /realms/%1$s/banata/…"
                    .formatted(name));
  }
}
