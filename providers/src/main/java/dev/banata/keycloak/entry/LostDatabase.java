package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.RequestId;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.KeycloakAnswer;
import dev.banata.keycloak.compat.RequestPath;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/**
 * A database that is lost before a request has reached us: when Keycloak looks up the realm of the
 * URL. At our entry points that is our 503, everywhere else what Keycloak answers.
 */
@Provider
public final class LostDatabase implements ExceptionMapper<PersistenceException> {

  private static final Logger LOG = Logger.getLogger(LostDatabase.class);

  /** A proxy, good for all requests. */
  @Context KeycloakSession session;

  @Override
  public Response toResponse(PersistenceException failure) {
    if (!Database.isUnavailable(failure)
        || RequestPath.of(session).filter(RequestPath::isOurs).isEmpty()) {
      return KeycloakAnswer.to(session, failure);
    }
    LOG.warn("The database does not answer", failure);
    session.getTransactionManager().setRollbackOnly();
    RequestId.assign(session);
    return Problem.unavailable().answer(Map.of());
  }
}
