package dev.banata.keycloak.uri;

/**
 * A rule that a URI breaks.
 *
 * @param code the stable code of an {@link UriRule}
 * @param message what is wrong, for people; the end of a sentence that starts with the URI
 */
public record Violation(String code, String message) {}
