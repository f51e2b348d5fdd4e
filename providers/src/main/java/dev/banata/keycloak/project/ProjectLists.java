package dev.banata.keycloak.project;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Caller;
import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.api.Problem;
import java.util.List;
import java.util.Optional;

/** The projects that the caller of one call may see, newest first. */
final class ProjectLists {

  private static final int MAX_LIMIT = 1000;

  private final Call call;
  private final Caller caller;
  private final Projects projects;

  ProjectLists(Call call) {
    this.call = call;
    this.caller = call.caller();
    this.projects = call.session().getProvider(Projects.class);
  }

  record ListProjectsRequest(Integer limit, String after, String before, String search) {}

  /** {@code projects} is what the published client reads. */
  record ProjectList(
      List<ProjectRepresentation> projects,
      List<ProjectRepresentation> data,
      Page.ListMetadata listMetadata) {}

  ProjectList read() {
    ListProjectsRequest request = call.input(ListProjectsRequest.class);
    if (request.after() != null && request.before() != null) {
      throw Problem.invalid("before", "must not be given together with after", "conflict");
    }
    requireCursor("after", request.after());
    requireCursor("before", request.before());
    String cursor = request.after() == null ? request.before() : request.after();
    Page<ProjectRepresentation> page =
        page(
                Optional.ofNullable(request.search()).filter(text -> !text.isBlank()),
                Optional.ofNullable(cursor),
                request.before() != null,
                Optional.ofNullable(request.limit()).orElse(MAX_LIMIT))
            .map(ProjectRepresentation::of);
    return new ProjectList(page.items(), page.items(), page.listMetadata());
  }

  Optional<Project> newest() {
    return page(Optional.empty(), Optional.empty(), false, 1).items().stream().findFirst();
  }

  private Page<Project> page(
      Optional<String> search, Optional<String> cursor, boolean backward, int limit) {
    if (caller.boundRealm().isPresent()) {
      List<Project> own = projects.ofRealm(call.realm()).stream().toList();
      return Page.whole(own);
    }
    return projects.list(new ProjectQuery(visible(), search, cursor, backward, limit));
  }

  private Optional<ProjectQuery.Visible> visible() {
    return caller.isGlobalAdmin()
        ? Optional.empty()
        : Optional.of(new ProjectQuery.Visible(caller.id(), caller.administeredRealms()));
  }

  private void requireCursor(String field, String cursor) {
    boolean known =
        cursor == null
            || projects
                .byId(cursor)
                .filter(project -> caller.mayView(projects.realm(project)))
                .isPresent();
    if (!known) {
      throw Problem.invalid(field, "is not the id of a project", "unknown_cursor");
    }
  }
}
