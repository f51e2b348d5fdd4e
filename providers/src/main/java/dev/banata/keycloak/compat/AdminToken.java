package dev.banata.keycloak.compat;

import jakarta.ws.rs.NotAuthorizedException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.RealmManager;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * A verified access token of a Keycloak admin, judged the way the Admin REST API judges it: by the
 * roles that the user has and the client's scope lets through, not by what the token says.
 */
public final class AdminToken {

  private static final String REALM_CLIENT_SUFFIX = "-realm";

  private final KeycloakSession session;
  private final AdminAuth auth;

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
    session.getContext().setRealm(realm);
    try {
      AuthenticationManager.AuthResult result =
          new AppAuthManager.BearerTokenAuthenticator(session)
              .setRealm(realm)
              .setConnection(session.getContext().getConnection())
              .setHeaders(session.getContext().getHttpRequest().getHttpHeaders())
              .setTokenString(token)
              .authenticate();
      if (result == null) {
        return Optional.empty();
      }
      return Optional.of(
          new AdminToken(
              session, new AdminAuth(realm, result.token(), result.user(), result.client())));
    } catch (NotAuthorizedException e) {
      return Optional.empty();
    }
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
    return isOfAdminRealm() && auth.hasRealmRole(AdminRoles.ADMIN);
  }

  public boolean mayCreateRealms() {
    // The global role first: it composes all others, and to search it costs O(realms).
    return isOfAdminRealm() && auth.hasOneOfRealmRole(AdminRoles.ADMIN, AdminRoles.CREATE_REALM);
  }

  /** True if the token's user has a role of the realm's administration. */
  public boolean hasRole(RealmModel realm, String role) {
    // The global role first: walking its composites would cost O(realms).
    if (isGlobalAdmin()) {
      return true;
    }
    ClientModel management = managementClient(realm);
    return management != null && auth.hasOneOfAppRole(management, AdminRoles.REALM_ADMIN, role);
  }

  /** True if the token's user has every role of the realm's administration. */
  public boolean hasEveryRole(RealmModel realm) {
    if (isGlobalAdmin()) {
      return true;
    }
    ClientModel management = managementClient(realm);
    return management != null
        && (auth.hasAppRole(management, AdminRoles.REALM_ADMIN)
            || management
                .getRolesStream()
                .map(RoleModel::getName)
                .filter(role -> !role.equals(AdminRoles.REALM_ADMIN))
                .allMatch(role -> auth.hasAppRole(management, role)));
  }

  /** True if the user administers anything at all: false for an end user. */
  public boolean isAdministrator() {
    if (!isOfAdminRealm()) {
      return mayView(auth.getRealm());
    }
    return mayCreateRealms() || !administeredRealms().isEmpty();
  }

  /**
   * True if the user has any role in the realm's administration, and so may know that it exists.
   */
  public boolean mayView(RealmModel realm) {
    if (isGlobalAdmin()) {
      return true;
    }
    ClientModel management = managementClient(realm);
    return management != null
        && management
            .getRolesStream()
            .anyMatch(role -> auth.hasAppRole(management, role.getName()));
  }

  /** Names of the realms that the user of the admin realm administers in part or whole. */
  public List<String> administeredRealms() {
    Stream<RoleModel> roles = RoleUtils.getDeepUserRoleMappings(auth.getUser()).stream();
    return roles
        .filter(RoleModel::isClientRole)
        .filter(role -> auth.getClient().hasScope(role))
        .map(role -> ((ClientModel) role.getContainer()).getClientId())
        .filter(clientId -> clientId.endsWith(REALM_CLIENT_SUFFIX))
        .map(clientId -> clientId.substring(0, clientId.length() - REALM_CLIENT_SUFFIX.length()))
        .distinct()
        .toList();
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
