package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationMembershipMapper;
import org.keycloak.representations.AccessToken;

/** What claims are asked for, and how that came about. */
public final class ClaimRequest {

  private static final String COMPUTED = "banata.claims";

  private final KeycloakSession session;
  private final UserSessionModel userSession;
  private final ClientSessionContext context;
  private final AccessToken presented;

  private ClaimRequest(
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context,
      AccessToken presented) {
    this.session = session;
    this.userSession = userSession;
    this.context = context;
    this.presented = presented;
  }

  static ClaimRequest ofNewToken(
      KeycloakSession session, UserSessionModel userSession, ClientSessionContext context) {
    return new ClaimRequest(session, userSession, context, null);
  }

  static ClaimRequest ofUserInfo(
      KeycloakSession session, UserSessionModel userSession, ClientSessionContext context) {
    return new ClaimRequest(session, userSession, context, ofSession(bearer(session), userSession));
  }

  static ClaimRequest ofIntrospection(
      KeycloakSession session, UserSessionModel userSession, ClientSessionContext context) {
    return new ClaimRequest(
        session,
        userSession,
        context,
        ofSession(parse(parameter(session, OAuth2Constants.TOKEN)), userSession));
  }

  /** The console's preview has the admin's token, which is one of another session. */
  private static AccessToken ofSession(AccessToken token, UserSessionModel userSession) {
    boolean isOther =
        token != null
            && token.getSessionId() != null
            && !token.getSessionId().equals(userSession.getId());
    return isOther ? null : token;
  }

  public KeycloakSession session() {
    return session;
  }

  public RealmModel realm() {
    return userSession.getRealm();
  }

  public UserSessionModel userSession() {
    return userSession;
  }

  public Optional<UserModel> user() {
    return Optional.ofNullable(userSession.getUser());
  }

  /** True if the session is there for this one request only. */
  public boolean isTransient() {
    return userSession.getPersistenceState() == UserSessionModel.SessionPersistenceState.TRANSIENT;
  }

  /** The token that userinfo or introspection is asked about; empty for a new token. */
  public Optional<AccessToken> presentedToken() {
    return Optional.ofNullable(presented);
  }

  /** The token that is exchanged for the new one; Keycloak has verified it by now. */
  public Optional<AccessToken> exchangedToken() {
    return presented == null && hasGrant(OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE)
        ? Optional.ofNullable(parse(parameter(session, OAuth2Constants.SUBJECT_TOKEN)))
        : Optional.empty();
  }

  /** True for the first token of a sign-in at the authorization endpoint. */
  public boolean isSignIn() {
    return presented == null && hasGrant(OAuth2Constants.AUTHORIZATION_CODE);
  }

  private boolean hasGrant(String type) {
    return type.equals(context.getAttribute(Constants.GRANT_TYPE, String.class));
  }

  /**
   * Id of the organization that the user chose, or that was found for them, when they signed in.
   */
  public Optional<String> selectedOrganization() {
    return Optional.ofNullable(
        context.getClientSession().getNote(OrganizationModel.ORGANIZATION_ATTRIBUTE));
  }

  /** Id of the organization that Keycloak's own mapper or the refresh token has. */
  public Optional<String> contextOrganization() {
    return Optional.ofNullable(session.getContext().getOrganization())
        .map(OrganizationModel::getId);
  }

  /** The granted scopes of organizations, as they were asked for: with a name after a colon. */
  public List<String> organizationScopes() {
    return context
        .getClientScopesStream()
        .filter(scope -> membershipMapper(scope).isPresent())
        .map(ClientScopeModel::getName)
        .toList();
  }

  /** The configuration of Keycloak's organization mapper in the granted scopes. */
  public Optional<Map<String, String>> organizationMapper() {
    return context
        .getProtocolMappersStream()
        .filter(ClaimRequest::isMembershipMapper)
        .map(ProtocolMapperModel::getConfig)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Optional<ProtocolMapperModel> membershipMapper(ClientScopeModel scope) {
    return scope.getProtocolMappersStream().filter(ClaimRequest::isMembershipMapper).findFirst();
  }

  private static boolean isMembershipMapper(ProtocolMapperModel mapper) {
    return OrganizationMembershipMapper.PROVIDER_ID.equals(mapper.getProtocolMapper());
  }

  /** Computes once what the access token and the ID token of one answer have both. */
  public <T> T once(Class<T> type, Function<ClaimRequest, T> computation) {
    Object computed = context.getAttribute(COMPUTED, Object.class);
    if (type.isInstance(computed)) {
      return type.cast(computed);
    }
    T made = computation.apply(this);
    context.setAttribute(COMPUTED, made);
    return made;
  }

  private static AccessToken bearer(KeycloakSession session) {
    HttpRequest request = session.getContext().getHttpRequest();
    String header = request.getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION);
    int space = header == null ? -1 : header.indexOf(' ');
    return parse(
        space < 0
            ? parameter(session, OAuth2Constants.ACCESS_TOKEN)
            : header.substring(space + 1).strip());
  }

  private static String parameter(KeycloakSession session, String name) {
    MultivaluedMap<String, String> form =
        session.getContext().getHttpRequest().getDecodedFormParameters();
    return form == null ? null : form.getFirst(name);
  }

  private static AccessToken parse(String token) {
    try {
      return token == null ? null : new JWSInput(token).readJsonContent(AccessToken.class);
    } catch (JWSInputException e) {
      return null;
    }
  }
}
