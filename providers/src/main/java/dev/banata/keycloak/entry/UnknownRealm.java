package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.ErrorBody;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The answer to a URL that names a realm which does not exist. */
final class UnknownRealm {

  private UnknownRealm() {}

  static WebApplicationException answer() {
    return new WebApplicationException(
        Response.status(Response.Status.NOT_FOUND)
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(new ErrorBody("REALM_NOT_FOUND", "There is no such realm.", List.of()))
            .build());
  }
}
