package dev.banata.keycloak.audience;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** {@code tokens/*}: what back ends ask about the access tokens that they are sent. */
public final class TokensResource {

  private final Exchange exchange;

  public TokensResource(Exchange exchange) {
    this.exchange = exchange;
  }

  /** The token is a secret: it is in no log and no event. */
  record CheckTokenRequest(String token, String audience, String scope) {
    @Override
    public String toString() {
      return "CheckTokenRequest[audience=" + audience + ", scope=" + scope + "]";
    }
  }

  @POST
  @Path("check")
  public Response check(String body) {
    return exchange.answer(body, TokensResource::check);
  }

  private static Object check(Call call) {
    call.require(Permission.TOKEN_CHECK);
    CheckTokenRequest request = call.input(CheckTokenRequest.class);
    return new TokenCheck(call.session(), call.realm())
        .check(request.token(), request.audience(), request.scope());
  }
}
