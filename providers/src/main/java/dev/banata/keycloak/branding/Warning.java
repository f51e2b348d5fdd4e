package dev.banata.keycloak.branding;

/**
 * What one should know of a branding that is saved all the same.
 *
 * @param code {@code contrast} or {@code removed}
 * @param message a sentence for people
 */
record Warning(String field, String code, String message) {}
