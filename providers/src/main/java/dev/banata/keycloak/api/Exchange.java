package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.banata.keycloak.compat.Database;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;

/**
 * One request on its way through the API: who calls, for which project, what comes back. An entry
 * point makes a new one for each request.
 *
 * <p>The order is fixed: credentials (401), body (400), project (403 or 404), permission (403),
 * validation (422), then the work. Failures are thrown, because a returned error response would
 * commit the transaction.
 */
public final class Exchange {

  private static final Logger LOG = Logger.getLogger(Exchange.class);
  private static final String PROJECT_HEADER = "x-banata-project-id";
  private static final String PROJECT_FIELD = "projectId";

  private final KeycloakSession session;
  private final CallerResolver callers;
  private final ProjectResolver projects;
  private final Optional<RealmModel> doorRealm;

  public Exchange(
      KeycloakSession session,
      CallerResolver callers,
      ProjectResolver projects,
      Optional<RealmModel> doorRealm) {
    this.session = session;
    this.callers = callers;
    this.projects = projects;
    this.doorRealm = doorRealm;
  }

  /** Answers a call whose input is the JSON body. */
  public Response answer(String body, Function<Call, Object> work) {
    return answer(() -> callers.resolve(doorRealm), () -> body(body, Set.of()), work);
  }

  /** Answers a call whose input is the query string. */
  public Response answerQuery(Function<Call, Object> work) {
    return answer(() -> callers.resolve(doorRealm), this::query, work);
  }

  /** Answers an end user's own call whose input is the JSON body. */
  public Response answerUser(String body, Function<Call, Object> work) {
    return answer(() -> callers.resolveUser(doorRealm), () -> body(body, Set.of()), work);
  }

  /** Answers an end user's own call whose input is the query string. */
  public Response answerUserQuery(Function<Call, Object> work) {
    return answer(() -> callers.resolveUser(doorRealm), this::query, work);
  }

  private Input query() {
    return Input.ofQuery(session.getContext().getUri().getQueryParameters());
  }

  private Input body(String body, Set<String> inQuery) {
    return Input.of(body, session.getContext().getUri().getQueryParameters(), inQuery);
  }

  /**
   * Answers a call without credentials whose input is the JSON body.
   *
   * @param inQuery fields that may stand in the query instead
   * @param more headers of the answer, asked for after the work
   */
  public Response answerPublic(
      String body,
      Set<String> inQuery,
      Function<PublicCall, Object> work,
      Supplier<Map<String, String>> more) {
    return answer(
        () -> {
          Input input = body(body, inQuery);
          Object result = work.apply(new PublicCall(session, input, projects, publicScope(input)));
          input.requireValidated();
          return result;
        },
        more);
  }

  /**
   * Refuses query parameters of a call that takes no input.
   *
   * @throws WebApplicationException 422
   */
  public void requireNoQuery() {
    Set<String> names = session.getContext().getUri().getQueryParameters().keySet();
    if (!names.isEmpty()) {
      List<FieldError> errors =
          names.stream()
              .limit(UnknownFields.MAX_TOLD)
              .map(name -> UnknownFields.ofQuery(name, MissingNode.getInstance()))
              .toList();
      throw failure(Problem.invalid(errors), Map.of());
    }
  }

  private Response answer(
      Supplier<Caller> callerOf, Supplier<Input> input, Function<Call, Object> work) {
    Map<String, String> headers = new HashMap<>();
    return answer(
        () -> {
          Caller caller = callerOf.get();
          headers.putAll(caller.headers());
          Input sent = input.get();
          Object result = work.apply(open(caller, sent));
          sent.requireValidated();
          return result;
        },
        () -> headers);
  }

  private Response answer(Supplier<Object> work, Supplier<Map<String, String>> headers) {
    try {
      Object result = work.get();
      if (!session.getTransactionManager().getRollbackOnly()) {
        Database.flush(session);
      }
      Response.ResponseBuilder response =
          Response.ok(Output.json(result), MediaType.APPLICATION_JSON_TYPE);
      headers.get().forEach(response::header);
      Response built = response.build();
      commit();
      return built;
    } catch (Problem problem) {
      throw failure(problem, headers.get());
    } catch (ModelDuplicateException e) {
      LOG.debug("Conflict", e);
      throw failure(conflict(), headers.get());
    } catch (WebApplicationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure(unexpected(e), headers.get());
    }
  }

  /**
   * Commits here and not when Keycloak closes the session: what fails then is a 500 of Keycloak.
   * The flush has found all conflicts, so what is left is a database that went away, and nobody
   * knows whether it has taken the change.
   */
  private void commit() {
    if (session.getTransactionManager().getRollbackOnly()) {
      return;
    }
    try {
      session.getTransactionManager().commit();
    } catch (RuntimeException e) {
      if (Database.isConflict(e)) {
        throw e;
      }
      LOG.errorf(e, "Request %s: the database did not confirm it", RequestId.of(session));
      throw Problem.unconfirmed();
    }
  }

  private Call open(Caller caller, Input input) {
    List<String> named = named(input);
    Optional<RealmModel> realm = caller.boundRealm().or(this::projectOfDoor);
    if (realm.isPresent()) {
      if (!named.stream().allMatch(name -> projects.names(name, realm.get()))) {
        throw scopeMismatch();
      }
    }
    RealmModel scope = realm.or(() -> lookUp(caller, named)).orElse(null);
    if (scope != null) {
      session.getContext().setRealm(scope);
    }
    return new Call(session, caller, input, projects, scope);
  }

  private Optional<RealmModel> publicScope(Input input) {
    List<String> named = named(input);
    Optional<RealmModel> realm =
        projectOfDoor().or(() -> named.stream().findFirst().flatMap(projects::realmOf));
    boolean known =
        named.stream()
            .allMatch(name -> realm.filter(found -> projects.names(name, found)).isPresent());
    if (!known) {
      throw Problem.notFound("PROJECT_NOT_FOUND", "There is no such project.");
    }
    realm.ifPresent(session.getContext()::setRealm);
    return realm;
  }

  private Optional<RealmModel> projectOfDoor() {
    return doorRealm.filter(projects::isProject);
  }

  private Optional<RealmModel> lookUp(Caller caller, List<String> named) {
    if (named.isEmpty()) {
      return Optional.empty();
    }
    RealmModel realm =
        projects
            .realmOf(named.get(0))
            .filter(found -> caller.mayView(found))
            .orElseThrow(() -> Problem.notFound("PROJECT_NOT_FOUND", "There is no such project."));
    if (!named.stream().allMatch(name -> projects.names(name, realm))) {
      throw scopeMismatch();
    }
    return Optional.of(realm);
  }

  /** What the body, the query and the header say, each a project's id or slug. */
  private List<String> named(Input input) {
    List<String> named = new ArrayList<>();
    add(named, input.textOrNull(PROJECT_FIELD));
    add(named, session.getContext().getUri().getQueryParameters().getFirst(PROJECT_FIELD));
    add(
        named,
        session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(PROJECT_HEADER));
    return named;
  }

  private static void add(List<String> named, String value) {
    if (value != null && !value.isBlank()) {
      named.add(value.strip());
    }
  }

  private static Problem scopeMismatch() {
    return Problem.forbidden(
        "PROJECT_SCOPE_MISMATCH", "The credentials belong to another project than the call names.");
  }

  private Problem unexpected(RuntimeException e) {
    if (Database.isConflict(e)) {
      LOG.debug("Conflict", e);
      return conflict();
    }
    if (Database.isUnavailable(e)) {
      LOG.warn("The database does not answer", e);
      return Problem.unavailable();
    }
    String requestId = RequestId.of(session);
    LOG.errorf(e, "Request %s failed", requestId);
    return Problem.internal(requestId);
  }

  private static Problem conflict() {
    return Problem.conflict(
        "CONFLICT", "The resource already exists or was modified concurrently.");
  }

  private WebApplicationException failure(Problem problem, Map<String, String> headers) {
    // JAX-RS sends the response of an exception as it is, past the handler of Keycloak that would
    // roll back: without this the changes before a failure would be committed.
    session.getTransactionManager().setRollbackOnly();
    return new WebApplicationException(problem.getMessage(), problem.answer(headers));
  }
}
