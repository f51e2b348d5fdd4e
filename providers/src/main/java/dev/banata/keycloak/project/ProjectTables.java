package dev.banata.keycloak.project;

import dev.banata.keycloak.persistence.Tables;
import java.util.List;

/** The tables of projects. */
public final class ProjectTables implements Tables {

  @Override
  public List<Class<?>> entities() {
    return List.of(ProjectEntity.class, DefaultProjectEntity.class, FormerSlugEntity.class);
  }
}
