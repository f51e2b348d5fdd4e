/**
 * What a thing can lead to, as one notion of strength: callers, keys, roles, users, clients, the
 * way of a project's mail. Nobody acts on what is stronger than they are ({@code
 * docs/decisions/0025}); {@code api.Call} asks it for our calls, and {@code api.KeycloakWriter} for
 * what is ours on Keycloak's own paths.
 */
package dev.banata.keycloak.strength;
