package dev.banata.keycloak.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Caller;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.Catalogue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** {@code projects/*} of the management API. */
public final class ProjectsResource {

  private final Exchange exchange;

  public ProjectsResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record ProjectIdRequest(String id) {}

  record CreateProjectRequest(
      String name, String slug, String description, String logoUrl, String environment) {}

  record UpdateProjectRequest(
      String id,
      String name,
      String slug,
      String description,
      String logoUrl,
      String environment) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ProjectResult(boolean success, ProjectRepresentation project, String error) {
    static ProjectResult of(Project project) {
      return new ProjectResult(true, ProjectRepresentation.of(project), null);
    }
  }

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(body, call -> new ProjectLists(call).read());
  }

  @POST
  @Path("get")
  public Response get(String body) {
    return exchange.answer(body, ProjectsResource::get);
  }

  @POST
  @Path("create")
  public Response create(String body) {
    return exchange.answer(body, ProjectsResource::create);
  }

  @POST
  @Path("update")
  public Response update(String body) {
    return exchange.answer(body, ProjectsResource::update);
  }

  @POST
  @Path("delete")
  public Response delete(String body) {
    return exchange.answer(body, ProjectsResource::delete);
  }

  @POST
  @Path("ensure-default")
  public Response ensureDefault(String body) {
    return exchange.answer(body, ProjectsResource::ensureDefault);
  }

  /** An unknown project and one that the caller may not see are the same: null. */
  private static Object get(Call call) {
    String id = call.input(ProjectIdRequest.class).id();
    requireScope(call, id);
    Optional<ProjectRepresentation> project =
        visibleProject(call, id).map(ProjectRepresentation::of);
    Map<String, Object> answer = new HashMap<>();
    answer.put("project", project.orElse(null));
    return answer;
  }

  private static Object create(Call call) {
    Caller caller = call.caller();
    if (!caller.mayCreateProjects()) {
      throw caller.isApplication()
          ? Problem.forbidden(
              "PROJECT_SCOPE_REQUIRED",
              "API keys cannot create projects. Send the token of an admin who has the role"
                  + " create-realm or admin in the admin realm.")
          : Problem.forbidden(
              "PERMISSION_DENIED", "This needs the role create-realm or admin in the admin realm.");
    }
    CreateProjectRequest request = call.input(CreateProjectRequest.class);
    NewProject project =
        new NewProject(
            request.name(),
            request.slug(),
            blankToNull(request.description()),
            request.logoUrl(),
            Environment.of(request.environment()));
    try {
      Project created = projects(call).create(project, owner(call));
      recordCreated(call, created);
      return ProjectResult.of(created);
    } catch (SlugTakenException e) {
      return slugTaken(call, e);
    }
  }

  private static Object update(Call call) {
    call.scope().ifPresent(realm -> call.require(realm, Permission.DASHBOARD_MANAGE));
    UpdateProjectRequest request = call.input(UpdateProjectRequest.class);
    requireScope(call, request.id());
    Project project = visibleProject(call, request.id()).orElseThrow(Projects::notFound);
    RealmModel realm = projects(call).realm(project);
    call.require(realm, Permission.DASHBOARD_MANAGE);
    try {
      Project updated =
          projects(call)
              .update(
                  project,
                  new ProjectChange(
                      request.name(),
                      request.slug(),
                      request.description(),
                      request.logoUrl(),
                      call.clears("logoUrl"),
                      request.environment() == null
                          ? null
                          : Environment.of(request.environment())));
      call.record(
          realm,
          OperationType.UPDATE,
          ResourceType.REALM.name(),
          updated.slug(),
          ProjectRepresentation.of(updated));
      return ProjectResult.of(updated);
    } catch (SlugTakenException e) {
      return slugTaken(call, e);
    }
  }

  private static Object delete(Call call) {
    call.scope().ifPresent(realm -> requireDelete(call, realm));
    String id = call.input(ProjectIdRequest.class).id();
    requireScope(call, id);
    Project project = visibleProject(call, id).orElseThrow(Projects::notFound);
    requireDelete(call, projects(call).realm(project));
    projects(call).delete(project);
    // The project's own events go with it, so the admin realm remembers who did it.
    RealmModel adminRealm = Realms.adminRealm(call.session());
    call.session().getContext().setRealm(adminRealm);
    call.record(
        adminRealm,
        OperationType.DELETE,
        ResourceType.REALM.name(),
        project.slug(),
        ProjectRepresentation.of(project));
    return Map.of("success", true);
  }

  private static void requireDelete(Call call, RealmModel realm) {
    if (call.caller().isApplication() && !call.caller().may(Permission.PROJECT_DELETE, realm)) {
      throw Problem.forbidden(
          "PERMISSION_DENIED",
          "This needs the permission project.delete, which a key must name: full access does not"
              + " include it.");
    }
    call.require(realm, Permission.PROJECT_DELETE);
  }

  private static Object ensureDefault(Call call) {
    call.input(ProjectSettingsResource.EmptyRequest.class);
    Caller caller = call.caller();
    Projects projects = projects(call);
    Optional<Project> existing = new ProjectLists(call).newest();
    if (existing.isPresent()) {
      if (!caller.isApplication()) {
        Catalogue.seed(call.session(), projects.realm(existing.get()));
      }
      return ensured(false, existing.get());
    }
    if (!caller.mayCreateProjects()) {
      return ensured(false, null);
    }
    Project created = new DefaultProjects(call.session()).create(owner(call));
    recordCreated(call, created);
    return ensured(true, created);
  }

  private static Object ensured(boolean created, Project project) {
    Map<String, Object> answer = new HashMap<>();
    answer.put("created", created);
    answer.put("project", project == null ? null : ProjectRepresentation.of(project));
    return answer;
  }

  /** A key or a realm's URL that is bound to one project must not be asked about another. */
  private static void requireScope(Call call, String id) {
    call.scope()
        .filter(realm -> !projects(call).names(id, realm))
        .ifPresent(
            realm -> {
              throw Problem.forbidden(
                  "PROJECT_SCOPE_MISMATCH",
                  "The credentials belong to another project than the call names.");
            });
  }

  private static Optional<Project> visibleProject(Call call, String idOrSlug) {
    Projects projects = projects(call);
    return projects
        .byIdOrSlug(idOrSlug)
        .filter(project -> isVisible(call, projects.realm(project)));
  }

  /** The realm is gone if somebody else has just deleted the project. */
  private static boolean isVisible(Call call, RealmModel realm) {
    return realm != null && call.caller().mayView(realm);
  }

  private static UserModel owner(Call call) {
    return call.session()
        .users()
        .getUserById(Realms.adminRealm(call.session()), call.caller().id());
  }

  private static void recordCreated(Call call, Project project) {
    call.record(
        projects(call).realm(project),
        OperationType.CREATE,
        ResourceType.REALM.name(),
        project.slug(),
        ProjectRepresentation.of(project));
  }

  /** The contract's answer is a 200; nothing of the attempt may stay. */
  private static ProjectResult slugTaken(Call call, SlugTakenException e) {
    call.session().getTransactionManager().setRollbackOnly();
    return new ProjectResult(false, null, e.getMessage());
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static Projects projects(Call call) {
    return call.session().getProvider(Projects.class);
  }
}
