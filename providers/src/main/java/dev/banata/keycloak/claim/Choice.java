package dev.banata.keycloak.claim;

import java.util.List;
import java.util.Optional;
import org.keycloak.models.OrganizationModel;

/**
 * The organizations that a token is about, all of them enabled and with the user as member.
 *
 * @param active the one that the user is in
 * @param listed those of the claim {@code organization}; nothing if no scope asks for the claim
 */
record Choice(Optional<OrganizationModel> active, Optional<List<OrganizationModel>> listed) {

  static final Choice NONE = new Choice(Optional.empty(), Optional.empty());
}
