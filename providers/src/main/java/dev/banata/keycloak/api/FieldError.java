package dev.banata.keycloak.api;

/**
 * One thing that is wrong with a request, as in {@code errors[]} of a 422.
 *
 * @param field the path of the field, for example {@code permissions.0}
 * @param message what is wrong, in a sentence for people
 * @param code the failed rule, for example {@code required}, {@code maxLength}, {@code type}
 */
public record FieldError(String field, String message, String code) {}
