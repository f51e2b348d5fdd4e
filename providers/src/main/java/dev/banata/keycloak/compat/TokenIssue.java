package dev.banata.keycloak.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.JsonSerialization;
import org.keycloak.util.TokenUtil;

/** An access token that is complete but for what we change of it, and how it came about. */
public final class TokenIssue {

  /** Session attribute with what a device asked for when it asked for its code. */
  static final String DEVICE_RESOURCE = "banata.device.resource";

  private static final List<String> ESSENTIAL =
      List.of("exp", "iat", "nbf", "jti", "iss", "sub", "typ", "azp", "sid", "scope", "cnf");

  private final KeycloakSession session;
  private final TokenPostProcessorContext context;

  TokenIssue(KeycloakSession session, TokenPostProcessorContext context) {
    this.session = session;
    this.context = context;
  }

  /** The client that gets the token. */
  public ClientModel client() {
    return context.clientSessionCtx().getClientSession().getClient();
  }

  public KeycloakSession session() {
    return session;
  }

  /** The session that the token is of. */
  public UserSessionModel userSession() {
    return context.clientSessionCtx().getClientSession().getUserSession();
  }

  /** The scopes that the token is for, with their values: {@code organization:acme}. */
  public List<String> scopes() {
    String scopes = context.clientSessionCtx().getScopeString(true);
    return scopes == null ? List.of() : List.of(scopes.split(" "));
  }

  /** True if the token has the claim. */
  public boolean hasClaim(String name) {
    return context.accessToken().getOtherClaims().containsKey(name);
  }

  /** The grant type of the token request; empty for a token of the authorization endpoint. */
  public Optional<String> grantType() {
    return Optional.ofNullable(
        context.clientSessionCtx().getAttribute(Constants.GRANT_TYPE, String.class));
  }

  /** Values of a parameter of the token request; none at the authorization endpoint. */
  public List<String> parameter(String name) {
    if (grantType().isEmpty()) {
      return List.of();
    }
    List<String> values =
        session.getContext().getHttpRequest().getDecodedFormParameters().get(name);
    return values == null ? List.of() : values;
  }

  /** The {@code resource} that the user's authorization is for, if the request named one. */
  public Optional<String> authorizedResource() {
    if (context.code() != null) {
      return Optional.ofNullable(context.code().getResource());
    }
    if (grantType().isEmpty()) {
      AuthenticationSessionModel authentication = session.getContext().getAuthenticationSession();
      return Optional.ofNullable(authentication)
          .map(model -> model.getClientNote(OAuth2Constants.RESOURCE));
    }
    return Optional.ofNullable(session.getAttribute(DEVICE_RESOURCE, String.class));
  }

  /** Texts that were put into the refresh token of this request; none if there are none. */
  public List<String> remembered(String claim) {
    if (context.requestRefreshToken() == null) {
      return List.of();
    }
    Object value = context.requestRefreshToken().getOtherClaims().get(claim);
    return value instanceof Collection<?> texts
        ? texts.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Puts texts into the new refresh token, if there is one. */
  public void remember(String claim, Collection<String> texts) {
    if (context.refreshToken() != null) {
      context.refreshToken().getOtherClaims().put(claim, List.copyOf(texts));
    }
  }

  /**
   * The audiences of the token that is exchanged, if it is one of this client. Keycloak has
   * verified it by now.
   */
  public List<String> audienceOfOwnSubjectToken() {
    String text = parameter(OAuth2Constants.SUBJECT_TOKEN).stream().findFirst().orElse("");
    try {
      AccessToken subject = new JWSInput(text).readJsonContent(AccessToken.class);
      return client().getClientId().equals(subject.getIssuedFor()) && subject.getAudience() != null
          ? List.of(subject.getAudience())
          : List.of();
    } catch (JWSInputException e) {
      return List.of();
    }
  }

  /** True if an offline token comes with it. */
  public boolean isOffline() {
    return userSession().isOffline()
        || (context.refreshToken() != null
            && TokenUtil.TOKEN_TYPE_OFFLINE.equals(context.refreshToken().getType()));
  }

  /** The claims that have no place of their own in a token; to be changed. */
  public Map<String, Object> claims() {
    return context.accessToken().getOtherClaims();
  }

  /** All that writes into the token by configuration: mappers of the client and its scopes. */
  public Stream<ProtocolMapperModel> mappers() {
    return context.clientSessionCtx().getProtocolMappersStream();
  }

  /** What the mappers that are wanted write into an access token where nobody else does. */
  public Map<String, Object> writtenBy(Predicate<ProtocolMapperModel> wanted) {
    AccessToken empty = new AccessToken();
    ProtocolMapperUtils.getSortedProtocolMappers(
            session, context.clientSessionCtx(), each -> wanted.test(each.getKey()))
        .forEach(
            each -> {
              if (each.getValue() instanceof OIDCAccessTokenMapper mapper) {
                mapper.transformAccessToken(
                    empty, each.getKey(), session, userSession(), context.clientSessionCtx());
              }
            });
    return empty.getOtherClaims();
  }

  /**
   * Leaves of the token what it is valid by, for whom and for how long, and one claim: nothing that
   * mappers have written.
   */
  public void leaveNothingBut(String name, Object value) {
    AccessToken token = context.accessToken();
    ObjectNode rest = JsonSerialization.mapper.valueToTree(token);
    rest.remove(ESSENTIAL);
    rest.remove("resource_access");
    rest.properties().forEach(field -> field.setValue(rest.nullNode()));
    try {
      JsonSerialization.mapper.readerForUpdating(token).readValue(rest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (token.getResourceAccess() != null) {
      token.getResourceAccess().clear();
    }
    token.getOtherClaims().clear();
    token.setOtherClaims(name, value);
    token.issuedFor(client().getClientId());
    if (token.getSubject() != null) {
      token.subject(userSession().getUser().getId());
    }
  }

  public void claim(String name, Object value) {
    context.accessToken().setOtherClaims(name, value);
  }

  /** Lets the token, and the refresh token with it, end at that second or before. */
  public void endBy(long second) {
    endBy(context.accessToken(), second);
    if (context.refreshToken() != null) {
      endBy(context.refreshToken(), second);
    }
  }

  private static void endBy(JsonWebToken token, long second) {
    if (token.getExp() == null || token.getExp() == 0 || token.getExp() > second) {
      token.exp(second);
    }
  }

  public void audience(Set<String> audience) {
    context.accessToken().audience(audience.toArray(String[]::new));
  }

  /** The roles that the user has and that the client's scope lets through. */
  public Stream<RoleModel> heldRoles() {
    return context.clientSessionCtx().getRolesStream();
  }

  /**
   * Drops roles of the realm. Keycloak's own mappers write them where they are typed; what another
   * has put beside, by the claim's name, would be in the token a second time.
   */
  public void keepRealmRoles(Predicate<String> kept) {
    AccessToken token = context.accessToken();
    keep(token.getRealmAccess(), kept);
    token.getOtherClaims().remove("realm_access");
  }

  /** Drops roles of one client, wherever in the token they are read from. */
  public void keepRolesOf(String clientId, Predicate<String> kept) {
    AccessToken token = context.accessToken();
    Map<String, AccessToken.Access> access = token.getResourceAccess();
    if (access != null && access.containsKey(clientId)) {
      keep(access.get(clientId), kept);
      if (access.get(clientId).getRoles().isEmpty()) {
        access.remove(clientId);
      }
    }
    token
        .getOtherClaims()
        .computeIfPresent("resource_access", (name, value) -> without(clientId, value));
  }

  private static void keep(AccessToken.Access access, Predicate<String> kept) {
    if (access != null && access.getRoles() != null) {
      access.roles(access.getRoles().stream().filter(kept).collect(Collectors.toSet()));
    }
  }

  /** Null for what is no object, and for one with nothing else. */
  private static Object without(String clientId, Object value) {
    JsonNode json = JsonSerialization.mapper.valueToTree(value);
    if (!(json instanceof ObjectNode object)) {
      return null;
    }
    object.remove(clientId);
    return object.isEmpty() ? null : object;
  }

  /** Drops roles of other clients than these, as Keycloak does when it narrows an audience. */
  public void keepRolesOf(Set<String> clientIds) {
    Map<String, AccessToken.Access> access = context.accessToken().getResourceAccess();
    if (access != null) {
      access.keySet().retainAll(clientIds);
    }
  }
}
