package dev.banata.keycloak.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/**
 * A failure that a caller can understand. Domain code throws it; {@link Exchange} turns it into an
 * HTTP answer with the body {@code {code, message, errors?}} and rolls the transaction back.
 */
public final class Problem extends RuntimeException {

  private final int status;
  private final String code;
  private final List<FieldError> errors;
  private final Map<String, String> headers;

  private Problem(
      int status,
      String code,
      String message,
      List<FieldError> errors,
      Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
  }

  private static Problem of(int status, String code, String message) {
    return new Problem(status, code, message, List.of(), Map.of());
  }

  public static Problem badRequest(String code, String message) {
    return of(400, code, message);
  }

  public static Problem unauthorized(String code, String message) {
    return new Problem(
        401, code, message, List.of(), Map.of("WWW-Authenticate", "Bearer realm=\"banata\""));
  }

  public static Problem forbidden(String code, String message) {
    return of(403, code, message);
  }

  public static Problem notFound(String code, String message) {
    return of(404, code, message);
  }

  public static Problem conflict(String code, String message) {
    return of(409, code, message);
  }

  public static Problem gone(String code, String message) {
    return of(410, code, message);
  }

  public static Problem invalid(List<FieldError> errors) {
    String fields =
        String.join("; ", errors.stream().map(e -> "[" + e.field() + "] " + e.message()).toList());
    return new Problem(422, "VALIDATION_ERROR", fields, errors, Map.of());
  }

  public static Problem invalid(String field, String message, String code) {
    return invalid(List.of(new FieldError(field, message, code)));
  }

  public static Problem tooManyRequests(Map<String, String> headers) {
    return new Problem(
        429,
        "RATE_LIMITED",
        "Rate limit exceeded. Try again after the time in Retry-After.",
        List.of(),
        headers);
  }

  static Problem internal(String requestId) {
    return of(
        500, "INTERNAL_ERROR", "The server failed. Its log has the cause under " + requestId + ".");
  }

  /** The database has been lost before the commit: all that was done is rolled back. */
  public static Problem unavailable() {
    return new Problem(
        503,
        "SERVICE_UNAVAILABLE",
        "The database does not answer. Nothing was changed; try again.",
        List.of(),
        Map.of("Retry-After", "1"));
  }

  /** The project does too much at the same moment; nothing was begun. */
  public static Problem busy(String message) {
    return new Problem(
        503,
        "PROJECT_BUSY",
        message + " Nothing was sent; try again later.",
        List.of(),
        Map.of("Retry-After", "10"));
  }

  /** The database has been lost during the commit. */
  static Problem unconfirmed() {
    return new Problem(
        503,
        "SERVICE_UNAVAILABLE",
        "The database did not confirm the change. Check whether the change took effect before you"
            + " retry.",
        List.of(),
        Map.of("Retry-After", "1"));
  }

  /** The answer of the API to it, with these headers besides its own. */
  public Response answer(Map<String, String> more) {
    Response.ResponseBuilder response =
        Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(ErrorBody.of(this));
    more.forEach(response::header);
    headers.forEach(response::header);
    return response.build();
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public List<FieldError> errors() {
    return errors;
  }
}
