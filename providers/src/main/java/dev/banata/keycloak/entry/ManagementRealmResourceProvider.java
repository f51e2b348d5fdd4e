package dev.banata.keycloak.entry;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** The entry point {@code /realms/{realm}/banata/**}, by Keycloak's documented SPI. */
final class ManagementRealmResourceProvider implements RealmResourceProvider {

  private final KeycloakSession session;

  ManagementRealmResourceProvider(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public Object getResource() {
    return EntryPoint.open(session, Optional.of(session.getContext().getRealm()));
  }

  @Override
  public void close() {}
}
