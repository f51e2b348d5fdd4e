package dev.banata.keycloak.compat;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * Published before Keycloak writes a representation into a realm that is there: the last moment at
 * which it can be seen what the writer has sent, and what is a mask for what is kept. A listener
 * may throw.
 */
public record RealmWrite(
    KeycloakSession session, RealmModel realm, RealmRepresentation representation)
    implements ProviderEvent {}
