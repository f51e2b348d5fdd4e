package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.OpenApi;

/** The OpenAPI document as JSON text, written once. */
final class OpenApiDocument {

  private static final String JSON = OpenApi.get().document().toPrettyString();

  private OpenApiDocument() {}

  static String json() {
    return JSON;
  }
}
