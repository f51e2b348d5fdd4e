package example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** An API that accepts only its own tokens; application.properties says which these are. */
@Path("/orders")
public class OrdersResource {

  private final JsonWebToken token;

  OrdersResource(JsonWebToken token) {
    this.token = token;
  }

  @GET
  public Map<String, String> orders() {
    return Map.of("client", token.getClaim("azp"), "subject", token.getSubject());
  }
}
