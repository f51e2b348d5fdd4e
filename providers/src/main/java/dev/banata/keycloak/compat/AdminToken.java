package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.RealmManager;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.storage.StorageId;

/**
 * A verified access token of a Keycloak admin, judged the way the Admin REST API judges it: by the
 * roles that the user has and the client's scope lets through, not by what the token says.
 */
public final class AdminToken {

  private static final String REALM_CLIENT_SUFFIX = "-realm";

  private final KeycloakSession session;
  private final AdminAuth auth;

  /** What was found of the admin realm's own roles; each call asks for them more than once. */
  private final Map<String, Boolean> realmRoles = new HashMap<>();

  private AdminToken(KeycloakSession session, AdminAuth auth) {
    this.session = session;
    this.auth = auth;
  }

  /**
   * Verifies the bearer token against one realm: signature, issuer, lifespan, revocation, session,
   * user and client.
   */
  public static Optional<AdminToken> verify(
      KeycloakSession session, RealmModel realm, String token) {
    return BearerToken.verify(session, realm, token)
        .map(
            found ->
                new AdminToken(
                    session, new AdminAuth(realm, found.token(), found.user(), found.client())));
  }

  /** The admin's token of the present request, if it is an admin's and the token can be told. */
  public static Optional<AdminToken> ofRequest(KeycloakSession session) {
    if (RequestPath.of(session).filter(RequestPath::isAdminApi).isEmpty()) {
      return ofUnknownPath(session);
    }
    KeycloakContext context = session.getContext();
    if (!(context.getBearerToken() instanceof AccessToken token)) {
      return ofHeader(session);
    }
    RealmModel home = IssuerUrl.realmOf(session, token.getIssuer()).orElse(null);
    UserModel user = context.getUser();
    ClientModel through = home == null ? null : home.getClientByClientId(token.getIssuedFor());
    return user == null || through == null
        ? Optional.empty()
        : Optional.of(new AdminToken(session, new AdminAuth(home, token, user, through)));
  }

  /**
   * On a path that neither Keycloak nor we have, of another extension for example, an admin is who
   * comes with an admin's token.
   */
  private static Optional<AdminToken> ofUnknownPath(KeycloakSession session) {
    return RequestPath.of(session).filter(path -> !path.isOfNoAdmin()).isEmpty()
        ? Optional.empty()
        : ofHeader(session).filter(AdminToken::isAdministrator);
  }

  /**
   * The token in the request's header, for a session that does not know what was found out about
   * it: Keycloak begins one within that of the request for its partial import.
   *
   * <p>Signature, session and user are looked at. A proof of possession is good once, and Keycloak
   * has taken it by now; a key's use was counted.
   */
  private static Optional<AdminToken> ofHeader(KeycloakSession session) {
    KeycloakContext context = session.getContext();
    String header =
        context.getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION);
    // Whatever the scheme, Bearer or DPoP.
    String text = header == null ? "" : header.substring(header.lastIndexOf(' ') + 1);
    RealmModel realm = context.getRealm();
    try {
      String issuer = new JWSInput(text).readJsonContent(AccessToken.class).getIssuer();
      return IssuerUrl.realmOf(session, issuer).flatMap(home -> ofText(session, home, text));
    } catch (JWSInputException e) {
      return Optional.empty();
    } finally {
      context.setRealm(realm);
    }
  }

  private static Optional<AdminToken> ofText(
      KeycloakSession session, RealmModel home, String text) {
    session.getContext().setRealm(home);
    AccessToken token = session.tokens().decode(text, AccessToken.class);
    ClientModel through =
        token == null || !token.isActive() || token.getIssuedFor() == null
            ? null
            : home.getClientByClientId(token.getIssuedFor());
    return through == null
        ? Optional.empty()
        : LiveToken.of(session, home, through, token)
            .user()
            .map(user -> new AdminToken(session, new AdminAuth(home, token, user, through)));
  }

  /**
   * True if the present request is an admin's: one to Keycloak's own Admin REST API with any token,
   * or one to an unknown path with an admin's token.
   */
  public static boolean isAdminRequest(KeycloakSession session) {
    return RequestPath.of(session).filter(RequestPath::isAdminApi).isPresent()
        || ofUnknownPath(session).isPresent();
  }

  public UserModel user() {
    return auth.getUser();
  }

  public RealmModel realm() {
    return auth.getRealm();
  }

  public boolean isOfAdminRealm() {
    return RealmManager.isAdministrationRealm(auth.getRealm());
  }

  /** True for a holder of the admin realm's {@code admin} role. */
  public boolean isGlobalAdmin() {
    return isOfAdminRealm() && hasRealmRole(AdminRoles.ADMIN);
  }

  public boolean mayCreateRealms() {
    return isOfAdminRealm()
        && (hasRealmRole(AdminRoles.ADMIN) || hasRealmRole(AdminRoles.CREATE_REALM));
  }

  /** True if the token's user has a role of the realm's administration. */
  public boolean hasRole(RealmModel realm, String role) {
    if (isGlobalAdmin()) {
      return true;
    }
    ClientModel management = managementClient(realm);
    return management != null
        && hasAny(Stream.of(AdminRoles.REALM_ADMIN, role).map(management::getRole));
  }

  /** True if the token's user has every role of the realm's administration. */
  public boolean hasEveryRole(RealmModel realm) {
    if (isGlobalAdmin()) {
      return true;
    }
    ClientModel management = managementClient(realm);
    return management != null
        && (hasAny(Stream.of(management.getRole(AdminRoles.REALM_ADMIN)))
            || management
                .getRolesStream()
                .filter(role -> !role.getName().equals(AdminRoles.REALM_ADMIN))
                .allMatch(role -> hasAny(Stream.of(role))));
  }

  /** True if the user administers anything at all: false for an end user. */
  public boolean isAdministrator() {
    if (!isOfAdminRealm()) {
      return mayView(auth.getRealm());
    }
    return mayCreateRealms()
        || auth.getUser().getRoleMappingsStream().anyMatch(this::isOfAdministration)
        || RoleUtils.getDeepUserRoleMappings(auth.getUser()).stream()
            .anyMatch(this::isOfAdministration);
  }

  /**
   * True if the user has any role in the realm's administration, and so may know that it exists.
   */
  public boolean mayView(RealmModel realm) {
    if (isGlobalAdmin()) {
      return true;
    }
    ClientModel management = managementClient(realm);
    return management != null && hasAny(management.getRolesStream());
  }

  /** The realms that the user of the admin realm administers in part or whole. */
  public AdministeredRealms administeredRealms() {
    boolean stored =
        StorageId.isLocalStorage(auth.getUser().getId()) && auth.getClient().isFullScopeAllowed();
    Set<RoleModel> roles =
        stored ? held().indirectClientRoles() : RoleUtils.getDeepUserRoleMappings(auth.getUser());
    List<String> names =
        roles.stream()
            .filter(this::isOfAdministration)
            .map(AdminToken::clientId)
            .map(AdminToken::withoutSuffix)
            .distinct()
            .toList();
    return new AdministeredRealms(
        stored ? Optional.of(auth.getUser().getId()) : Optional.empty(), names);
  }

  private static String withoutSuffix(String clientId) {
    return clientId.substring(0, clientId.length() - REALM_CLIENT_SUFFIX.length());
  }

  private boolean isOfAdministration(RoleModel role) {
    return role.isClientRole()
        && auth.getClient().hasScope(role)
        && clientId(role).endsWith(REALM_CLIENT_SUFFIX);
  }

  private static String clientId(RoleModel clientRole) {
    return ((ClientModel) clientRole.getContainer()).getClientId();
  }

  private boolean hasRealmRole(String name) {
    return realmRoles.computeIfAbsent(name, key -> hasAny(Stream.of(auth.getRealm().getRole(key))));
  }

  /** True if the user has one of the roles and the client's scope lets it through. */
  private boolean hasAny(Stream<RoleModel> roles) {
    return held().hasAny(roles.filter(this::isInScope).toList());
  }

  private boolean isInScope(RoleModel role) {
    return role != null && auth.getClient().hasScope(role);
  }

  private HeldRoles held() {
    return new HeldRoles(session, auth.getRealm(), auth.getUser());
  }

  public AuthDetails authDetails() {
    AuthDetails details = new AuthDetails();
    details.setRealmId(auth.getRealm().getId());
    details.setRealmName(auth.getRealm().getName());
    details.setClientId(auth.getClient().getId());
    details.setUserId(auth.getUser().getId());
    details.setIpAddress(session.getContext().getConnection().getRemoteHost());
    return details;
  }

  private ClientModel managementClient(RealmModel realm) {
    if (isOfAdminRealm()) {
      return realm.getMasterAdminClient();
    }
    if (Objects.equals(auth.getRealm().getId(), realm.getId())) {
      return realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    }
    return null;
  }
}
