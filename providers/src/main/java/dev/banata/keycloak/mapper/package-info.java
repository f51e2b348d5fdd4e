/**
 * What a mapper may write into tokens: one rule for a mapper, whatever brings it (its own endpoint,
 * a client, a client scope, an import, a registration), and the claims that rights are read from.
 * {@code client.ClientRightsGuard} and {@code rbac.MapperWriteGuard} ask it of who writes mappers;
 * {@code rbac.RightsGuard} takes from each access token what no rule has seen ({@code
 * docs/decisions/0028}).
 */
package dev.banata.keycloak.mapper;
