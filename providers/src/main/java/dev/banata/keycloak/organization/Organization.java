package dev.banata.keycloak.organization;

import org.keycloak.models.OrganizationModel;

/**
 * An organization: Keycloak's, and what we know of it besides.
 *
 * @param name the name as it was given: Keycloak's own has to be unique
 */
record Organization(
    OrganizationModel model, OrganizationRowEntity row, OrganizationPolicy policy, String name) {

  static Organization of(OrganizationModel model, OrganizationRowEntity row) {
    return new Organization(model, row, OrganizationPolicy.of(model), OrganizationNames.of(model));
  }
}
