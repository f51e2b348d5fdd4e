package dev.banata.keycloak.compat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * A protocol mapper that says the same in all places: access token, lightweight or not, ID token,
 * userinfo and introspection.
 */
public abstract class ClaimMapper extends AbstractOIDCProtocolMapper
    implements OIDCAccessTokenMapper,
        OIDCIDTokenMapper,
        UserInfoTokenMapper,
        TokenIntrospectionTokenMapper {

  /** After Keycloak's own, which have 0 to 50. */
  private static final int LATE = 9_000;

  private static final String TRUE = "true";

  /**
   * Sets and removes claims.
   *
   * @param claims those that the token has from the mappers before
   */
  protected abstract void map(ClaimRequest request, Map<String, Object> claims);

  /** True for a mapper of Keycloak's whose claims this one adds to. */
  protected abstract boolean isKeycloaks(ProtocolMapperModel mapper);

  /** True for a mapper that is known to write none of these claims. */
  protected abstract boolean isApart(ProtocolMapperModel mapper);

  /** True for a claim that only this mapper and Keycloak's write. */
  protected abstract boolean isOurs(String claim);

  /** A mapper of this type for all that a mapper can be for. */
  public final ProtocolMapperModel newMapper(String name) {
    ProtocolMapperModel mapper = new ProtocolMapperModel();
    mapper.setName(name);
    mapper.setProtocol(getProtocol());
    mapper.setProtocolMapper(getId());
    Map<String, String> config = new HashMap<>();
    for (String place :
        List.of(
            OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN,
            OIDCAttributeMapperHelper.INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN,
            OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN,
            OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO,
            OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION)) {
      config.put(place, TRUE);
    }
    mapper.setConfig(config);
    return mapper;
  }

  /** The configuration of Keycloak's organization mapper for a claim with the ids. */
  public static Map<String, String> withOrganizationIds(Map<String, String> config) {
    Map<String, String> changed = new HashMap<>(config);
    changed.put(OIDCAttributeMapperHelper.JSON_TYPE, "JSON");
    changed.put("addOrganizationId", TRUE);
    return changed;
  }

  @Override
  public final int getPriority() {
    return LATE;
  }

  @Override
  public final String getDisplayCategory() {
    return TOKEN_MAPPER_CATEGORY;
  }

  @Override
  public final List<ProviderConfigProperty> getConfigProperties() {
    List<ProviderConfigProperty> properties = new ArrayList<>();
    OIDCAttributeMapperHelper.addIncludeInTokensConfig(properties, getClass());
    return properties;
  }

  @Override
  protected final void setClaim(
      IDToken token,
      ProtocolMapperModel mapper,
      UserSessionModel userSession,
      KeycloakSession session,
      ClientSessionContext context) {
    if (!(token instanceof AccessToken)) {
      // Access tokens have a last step, where this is done for clients without this mapper as well.
      cleanse(
          token,
          session,
          context,
          (each, model, empty) -> {
            if (each instanceof OIDCIDTokenMapper writer) {
              writer.transformIDToken(empty, model, session, userSession, context);
            }
          });
    }
    map(ClaimRequest.ofNewToken(session, userSession, context), token.getOtherClaims());
  }

  /** Lets a mapper write into a token. */
  private interface Writing {
    void by(ProtocolMapper mapper, ProtocolMapperModel model, AccessToken empty);
  }

  /** Leaves of these claims what Keycloak's own mappers write where nobody else does. */
  private void cleanse(
      IDToken token, KeycloakSession session, ClientSessionContext context, Writing writing) {
    boolean isClean =
        context
            .getProtocolMappersStream()
            .allMatch(
                each ->
                    getId().equals(each.getProtocolMapper()) || isKeycloaks(each) || isApart(each));
    if (isClean) {
      return;
    }
    AccessToken empty = new AccessToken();
    ProtocolMapperUtils.getSortedProtocolMappers(
            session, context, each -> isKeycloaks(each.getKey()))
        .forEach(each -> writing.by(each.getValue(), each.getKey(), empty));
    token.getOtherClaims().keySet().removeIf(this::isOurs);
    token.getOtherClaims().putAll(empty.getOtherClaims());
  }

  @Override
  public final AccessToken transformUserInfoToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    if (OIDCAttributeMapperHelper.includeInUserInfo(mapper)) {
      cleanse(
          token,
          session,
          context,
          (each, model, empty) -> {
            if (each instanceof UserInfoTokenMapper writer) {
              writer.transformUserInfoToken(empty, model, session, userSession, context);
            }
          });
      map(ClaimRequest.ofUserInfo(session, userSession, context), token.getOtherClaims());
    }
    return token;
  }

  @Override
  public final AccessToken transformIntrospectionToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    if (OIDCAttributeMapperHelper.includeInIntrospection(mapper)) {
      cleanse(
          token,
          session,
          context,
          (each, model, empty) -> {
            if (each instanceof TokenIntrospectionTokenMapper writer) {
              writer.transformIntrospectionToken(empty, model, session, userSession, context);
            }
          });
      map(ClaimRequest.ofIntrospection(session, userSession, context), token.getOtherClaims());
    }
    return token;
  }
}
