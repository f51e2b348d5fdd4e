package dev.banata.keycloak.project;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A project on the wire; times are milliseconds since epoch, what is unset is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProjectRepresentation(
    String id,
    String name,
    String slug,
    String description,
    String logoUrl,
    String ownerId,
    String environment,
    long createdAt,
    long updatedAt) {

  static ProjectRepresentation of(Project project) {
    return new ProjectRepresentation(
        project.id(),
        project.name(),
        project.slug(),
        project.description(),
        project.logoUrl(),
        project.ownerId(),
        project.environment().text(),
        project.createdAt(),
        project.updatedAt());
  }
}
