/**
 * What an object gives, as one notion of strength: keys, roles, users, clients, the mail providers
 * of a project. A caller can act only on what they cover ({@code docs/decisions/0025}); {@code
 * api.Call} asks it for our calls, and {@code api.KeycloakWriter} for what is ours on Keycloak's
 * own paths.
 */
package dev.banata.keycloak.strength;
