package dev.banata.keycloak.project;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;

/** {@code config/project/*}: the project's row, seen as a settings document. */
public final class ProjectSettingsResource {

  private final Exchange exchange;

  public ProjectSettingsResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record EmptyRequest() {}

  record SaveProjectSettingsRequest(String projectName, String projectDescription) {}

  record ProjectSettings(String projectName, String projectDescription, String clientId) {
    static ProjectSettings of(Project project) {
      return new ProjectSettings(
          project.name(), Optional.ofNullable(project.description()).orElse(""), project.slug());
    }
  }

  @POST
  @Path("get")
  public Response get(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.DASHBOARD_READ);
          call.input(EmptyRequest.class);
          return ProjectSettings.of(project(call));
        });
  }

  @POST
  @Path("save")
  public Response save(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.DASHBOARD_MANAGE);
          SaveProjectSettingsRequest request = call.input(SaveProjectSettingsRequest.class);
          Project saved =
              projects(call)
                  .update(
                      project(call),
                      new ProjectChange(
                          request.projectName(),
                          null,
                          request.projectDescription(),
                          null,
                          false,
                          null));
          call.record(
              OperationType.UPDATE,
              ResourceType.REALM.name(),
              saved.slug(),
              ProjectRepresentation.of(saved));
          return ProjectSettings.of(saved);
        });
  }

  private static Project project(Call call) {
    return projects(call).ofRealm(call.realm()).orElseThrow(Projects::notFound);
  }

  private static Projects projects(Call call) {
    return call.session().getProvider(Projects.class);
  }
}
