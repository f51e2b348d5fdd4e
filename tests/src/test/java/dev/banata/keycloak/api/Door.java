package dev.banata.keycloak.api;

/** The URLs at which the same API is served. */
enum Door {
  API,
  REALM,
  ADMIN,
  SHORT;

  /** Where an operation of the document is, seen from a project. */
  String path(ApiOperation operation, String slug) {
    return switch (this) {
      case API -> operation.path();
      case REALM -> "/realms/" + slug + "/banata" + operation.path();
      case ADMIN -> "/admin/realms/" + slug + "/banata" + operation.path();
      case SHORT -> operation.path().replaceFirst("^/api/auth(/banata)?/", "/banata/");
    };
  }
}
