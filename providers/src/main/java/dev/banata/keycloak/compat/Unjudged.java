package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.Response;

/** Why a write could not be judged, in the words that Keycloak has for its own failures. */
enum Unjudged {
  CONFLICT(
      Response.Status.CONFLICT,
      "conflict",
      "The resource was modified concurrently. Read it and try again."),
  UNAVAILABLE(
      Response.Status.SERVICE_UNAVAILABLE,
      "temporarily_unavailable",
      "The database does not answer. Nothing was changed."),
  FAILED(
      Response.Status.INTERNAL_SERVER_ERROR,
      "unknown_error",
      "The write could not be checked. For more on this error consult the server log.");

  private final Response.Status status;
  private final String error;
  private final String description;

  Unjudged(Response.Status status, String error, String description) {
    this.status = status;
    this.error = error;
    this.description = description;
  }

  static Unjudged by(Throwable failure) {
    if (Database.isConflict(failure)) {
      return CONFLICT;
    }
    return Database.isUnavailable(failure) ? UNAVAILABLE : FAILED;
  }

  Response.Status status() {
    return status;
  }

  String error() {
    return error;
  }

  String description() {
    return description;
  }
}
