package dev.banata.keycloak.api;

import dev.banata.keycloak.api.Sample.Target;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A role, a permission and a resource type for the requests about a target, made on first use. */
record CatalogueThings(String roleId, String permissionId, String resourceTypeId) {

  private static final Map<Target, CatalogueThings> BY_TARGET = new ConcurrentHashMap<>();

  static CatalogueThings of(Target target) {
    return BY_TARGET.computeIfAbsent(target, each -> make(each.project()));
  }

  private static CatalogueThings make(TestProject project) {
    return new CatalogueThings(
        make(project, "roles", "role", TestProjects.unique("r")),
        make(project, "permissions", "permission", "billing." + TestProjects.unique("r")),
        make(project, "resource-types", "resourceType", TestProjects.unique("r")));
  }

  private static String make(TestProject project, String kind, String result, String slug) {
    return project
        .http()
        .post(
            "/api/auth/banata/config/" + kind + "/create", Map.of("name", "A thing", "slug", slug))
        .expect(200)
        .json()
        .get(result)
        .get("id")
        .asText();
  }
}
