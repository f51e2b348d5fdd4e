package dev.banata.keycloak.compat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationMembershipMapper;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * Keycloak's own mapper of the claim {@code organization}, in its place by a higher order. It does
 * what Keycloak's does, but once for the tokens of an answer, and not at all in a token where the
 * claim is written as a whole after it: a user's many organizations are walked once and not four
 * times.
 */
public abstract class OrganizationClaimMapper extends OrganizationMembershipMapper {

  private static final String COMPUTED = "banata.keycloak-claim.";

  /**
   * True if another mapper writes the claim as a whole, and nothing but the claim hangs on this
   * one: Keycloak's puts the organization into the context if it is the only one.
   */
  protected abstract boolean isReplaced(ClaimRequest request);

  /** Provider id of the mapper that writes the claim as a whole. */
  protected abstract String replacement();

  @Override
  public final int order() {
    return 1;
  }

  @Override
  public final AccessToken transformAccessToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    Predicate<ProtocolMapperModel> included =
        AbstractOIDCProtocolMapper.getShouldUseLightweightToken(session)
            ? OIDCAttributeMapperHelper::includeInLightweightAccessToken
            : OIDCAttributeMapperHelper::includeInAccessToken;
    return isReplaced(included, session, userSession, context)
        ? token
        : super.transformAccessToken(token, mapper, session, userSession, context);
  }

  @Override
  public final IDToken transformIDToken(
      IDToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return isReplaced(OIDCAttributeMapperHelper::includeInIDToken, session, userSession, context)
        ? token
        : super.transformIDToken(token, mapper, session, userSession, context);
  }

  /**
   * True if the claim is written as a whole after this mapper.
   *
   * @param included true for mappers that write into the token
   */
  private boolean isReplaced(
      Predicate<ProtocolMapperModel> included,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    return context.getProtocolMappersStream().filter(this::isReplacement).anyMatch(included)
        && isReplaced(ClaimRequest.ofNewToken(session, userSession, context));
  }

  private boolean isReplacement(ProtocolMapperModel mapper) {
    return replacement().equals(mapper.getProtocolMapper());
  }

  @Override
  protected final void setClaim(
      IDToken token,
      ProtocolMapperModel mapper,
      UserSessionModel userSession,
      KeycloakSession session,
      ClientSessionContext context) {
    String name = mapper.getConfig().get(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME);
    if (name == null || name.indexOf('.') >= 0) {
      super.setClaim(token, mapper, userSession, session, context);
      return;
    }
    // What another mapper has put there is not Keycloak's, which adds to what it finds.
    token.getOtherClaims().remove(name);
    Computed before = context.getAttribute(COMPUTED + mapper.getId(), Computed.class);
    if (before == null) {
      super.setClaim(token, mapper, userSession, session, context);
      Object claim = token.getOtherClaims().get(name);
      context.setAttribute(COMPUTED + mapper.getId(), new Computed(copy(claim)));
    } else if (before.claim() != null) {
      token.getOtherClaims().put(name, copy(before.claim()));
    }
  }

  /** The claim of the first token; null for none. */
  private record Computed(Object claim) {}

  /** Mappers after this one add to the objects within the claim. */
  private static Object copy(Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      object.forEach((key, entry) -> copy.put(key, copy(entry)));
      return copy;
    }
    return value instanceof Collection<?> list ? list.stream().toList() : value;
  }
}
