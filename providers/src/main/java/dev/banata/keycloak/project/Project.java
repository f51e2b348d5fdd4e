package dev.banata.keycloak.project;

/**
 * A project: one realm, with what Keycloak has no place for.
 *
 * @param id {@code proj_<ULID>}
 * @param slug the realm's name
 * @param ownerId user id of the admin realm; null for a realm that was made without us
 * @param createdAt milliseconds since epoch
 */
public record Project(
    String id,
    String realmId,
    String slug,
    String name,
    String description,
    String logoUrl,
    String ownerId,
    Environment environment,
    long createdAt,
    long updatedAt) {}
