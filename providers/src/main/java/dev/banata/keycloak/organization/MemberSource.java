package dev.banata.keycloak.organization;

import java.util.Locale;

/** How a member of an organization became one. */
enum MemberSource {
  /** By an admin of Keycloak, in the console or by the Admin REST API. */
  MANUAL,
  INVITATION,
  /** By a sign-in through the organization's identity provider. */
  SSO,
  SCIM,
  /** By a caller of the management API. */
  API;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
