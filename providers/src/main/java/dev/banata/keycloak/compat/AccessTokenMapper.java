package dev.banata.keycloak.compat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;

/** A protocol mapper that has the last word on {@code aud} of access tokens. */
public abstract class AccessTokenMapper extends AbstractOIDCProtocolMapper
    implements OIDCAccessTokenMapper, TokenIntrospectionTokenMapper {

  /** Keycloak's own have 0 to 50. */
  private static final int LAST = 10_000;

  private static final String TRUE = "true";

  /** The audiences of the client's tokens, or nothing to leave them as they are. */
  protected abstract Optional<Set<String>> audience(ClientModel client);

  /** A mapper of this type for all that a mapper can be for. */
  public final ProtocolMapperModel newMapper(String name) {
    ProtocolMapperModel mapper = new ProtocolMapperModel();
    mapper.setName(name);
    mapper.setProtocol(getProtocol());
    mapper.setProtocolMapper(getId());
    mapper.setConfig(
        new HashMap<>(
            Map.of(
                OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN,
                TRUE,
                OIDCAttributeMapperHelper.INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN,
                TRUE,
                OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION,
                TRUE)));
    return mapper;
  }

  @Override
  public final int getPriority() {
    return LAST;
  }

  @Override
  public final String getDisplayCategory() {
    return TOKEN_MAPPER_CATEGORY;
  }

  @Override
  public final List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }

  @Override
  protected final void setClaim(
      IDToken token,
      ProtocolMapperModel mapper,
      UserSessionModel userSession,
      KeycloakSession session,
      ClientSessionContext context) {
    audience(context.getClientSession().getClient())
        .ifPresent(audience -> token.audience(audience.toArray(String[]::new)));
  }

  /**
   * What introspection says is what the token says: it may be narrower than the client's audiences,
   * and other mappers must not widen it here.
   */
  @Override
  public final AccessToken transformIntrospectionToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    if (OIDCAttributeMapperHelper.includeInIntrospection(mapper)
        && audience(context.getClientSession().getClient()).isPresent()) {
      introspected(session).ifPresent(original -> token.audience(original.getAudience()));
    }
    return token;
  }

  private static Optional<JsonWebToken> introspected(KeycloakSession session) {
    String text =
        session
            .getContext()
            .getHttpRequest()
            .getDecodedFormParameters()
            .getFirst(OAuth2Constants.TOKEN);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new JWSInput(text).readJsonContent(JsonWebToken.class));
    } catch (JWSInputException e) {
      return Optional.empty();
    }
  }
}
