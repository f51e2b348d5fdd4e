package dev.banata.keycloak.session;

/**
 * Who acts for a user.
 *
 * @param id of the admin or of the key
 * @param name the admin's username, or the key's id
 * @param realm name of the realm that they belong to
 */
public record Impersonator(String id, String name, String realm) {}
