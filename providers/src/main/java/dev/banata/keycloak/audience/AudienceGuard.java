package dev.banata.keycloak.audience;

import dev.banata.keycloak.apikey.ApiKeyGrantFactory;
import dev.banata.keycloak.compat.Refusal;
import dev.banata.keycloak.compat.TokenGuard;
import dev.banata.keycloak.compat.TokenIssue;
import dev.banata.keycloak.project.ProjectSetUpEvent;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderEvent;

/**
 * Lets every access token of a project's clients have exactly the audiences that its client may
 * have, narrowed to what the grant is for and to what the request names.
 */
public final class AudienceGuard extends TokenGuard {

  /** Claim of refresh tokens with what their grant is for, if that is not all. */
  static final String GRANTED = "banata_audience";

  @Override
  protected void onToken(TokenIssue token) throws Refusal {
    String grantType = token.grantType().orElse("");
    if (!GovernedClients.contain(token.client())
        || ApiKeyGrantFactory.GRANT_TYPE.equals(grantType)) {
      return;
    }
    Targets granted = granted(token, grantType);
    Targets requested =
        Targets.of(
            token.parameter(OAuth2Constants.RESOURCE), token.parameter(OAuth2Constants.AUDIENCE));
    Set<String> audience =
        Narrowing.audience(AllowedAudiences.of(token.client()), granted, requested);
    token.audience(audience);
    if (!requested.isEmpty()) {
      token.keepRolesOf(audience);
    }
    Targets kept = requested.isEmpty() || isOfEarlierGrant(grantType) ? granted : requested;
    if (!kept.isEmpty()) {
      token.remember(GRANTED, kept.names());
    }
  }

  private static Targets granted(TokenIssue token, String grantType) throws Refusal {
    return switch (grantType) {
      case OAuth2Constants.REFRESH_TOKEN -> Targets.ofNames(token.remembered(GRANTED));
      case OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE ->
          Targets.ofNames(token.audienceOfOwnSubjectToken());
      default -> Targets.of(token.authorizedResource().stream().toList(), Set.of());
    };
  }

  /**
   * The request for a token of these grants narrows this one token (RFC 8707 §2.2); of the others
   * it is the request for the grant as well.
   */
  private static boolean isOfEarlierGrant(String grantType) {
    return Set.of(
            OAuth2Constants.AUTHORIZATION_CODE,
            OAuth2Constants.DEVICE_CODE_GRANT_TYPE,
            OAuth2Constants.REFRESH_TOKEN)
        .contains(grantType);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(AudienceGuard::onEvent);
  }

  private static void onEvent(ProviderEvent event) {
    if (event instanceof ProjectSetUpEvent setUp) {
      AudienceScope.install(setUp.realm());
      if (!setUp.isOurs()) {
        AudienceScope.keepAudiences(setUp.session(), setUp.realm());
      }
    }
  }

  @Override
  public String getId() {
    return "banata-audience";
  }
}
