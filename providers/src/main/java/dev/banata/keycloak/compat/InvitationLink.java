package dev.banata.keycloak.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.actiontoken.inviteorg.InviteOrgActionToken;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationInvitationModel;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;
import org.keycloak.services.Urls;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.util.ResolveRelative;
import org.keycloak.util.JsonSerialization;

/**
 * Keycloak's own link to an invitation: for an account that is there a page to confirm, for an
 * address without one the registration. Keycloak verifies what it signed before it makes a member.
 */
public final class InvitationLink {

  private InvitationLink() {}

  /**
   * The link to an invitation.
   *
   * @param user the account with the invited address, or nothing
   */
  public static String of(
      KeycloakSession session,
      RealmModel realm,
      OrganizationModel organization,
      OrganizationInvitationModel invitation,
      Optional<UserModel> user) {
    InviteOrgActionToken token =
        new InviteOrgActionToken(
            user.map(UserModel::getId).orElse(null),
            invitation.getExpiresAt(),
            invitation.getEmail(),
            Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    token.setOrgId(organization.getId());
    token.id(invitation.getId());
    token.setRedirectUri(redirect(session, realm, organization));
    String text = token.serialize(session, realm, session.getContext().getUri());
    if (user.isPresent()) {
      return LoginActionsService.actionTokenProcessor(session.getContext().getUri())
          .queryParam(Constants.KEY, text)
          .build(realm.getName())
          .toString();
    }
    return OIDCLoginProtocolService.registrationsUrl(
            session.getContext().getUri().getBaseUriBuilder())
        .queryParam(OAuth2Constants.RESPONSE_TYPE, OIDCResponseType.CODE)
        .queryParam(Constants.CLIENT_ID, Constants.ACCOUNT_MANAGEMENT_CLIENT_ID)
        .queryParam(Constants.TOKEN, text)
        .buildFromMap(
            Map.of("realm", realm.getName(), "protocol", OIDCLoginProtocol.LOGIN_PROTOCOL))
        .toString();
  }

  private static String redirect(
      KeycloakSession session, RealmModel realm, OrganizationModel organization) {
    String own = organization.getRedirectUrl();
    if (own != null && !own.isBlank()) {
      return own;
    }
    ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    if (account != null && account.getBaseUrl() != null && !account.getBaseUrl().isBlank()) {
      return ResolveRelative.resolveRelativeUri(
          session, account.getRootUrl(), account.getBaseUrl());
    }
    return Urls.accountBase(session.getContext().getUri().getBaseUri())
        .path("/")
        .build(realm.getName())
        .toString();
  }

  /**
   * The id of the invitation to the organization whose link the present request has followed. A
   * user who has it reads the mail of the invited address.
   */
  public static Optional<String> followed(KeycloakSession session, OrganizationModel organization) {
    InviteOrgActionToken registration =
        session.getAttribute(InviteOrgActionToken.class.getName(), InviteOrgActionToken.class);
    if (registration != null) {
      return Optional.of(registration)
          .filter(token -> organization.getId().equals(token.getOrgId()))
          .map(InviteOrgActionToken::getId);
    }
    // Only a sign-in has one, and only then is this a request to Keycloak's pages.
    if (session.getContext().getAuthenticationSession() == null
        || RequestPath.of(session).filter(RequestPath::isActionToken).isEmpty()) {
      return Optional.empty();
    }
    String key = session.getContext().getUri().getQueryParameters().getFirst(Constants.KEY);
    return key == null ? Optional.empty() : idOf(key, organization);
  }

  private static Optional<String> idOf(String key, OrganizationModel organization) {
    try {
      JsonNode token = JsonSerialization.mapper.readTree(new JWSInput(key).getContent());
      return Optional.of(token)
          .filter(each -> InviteOrgActionToken.TOKEN_TYPE.equals(each.path("typ").textValue()))
          .filter(each -> organization.getId().equals(each.path("org_id").textValue()))
          .map(each -> each.path("jti").textValue());
    } catch (JWSInputException | IOException e) {
      return Optional.empty();
    }
  }
}
