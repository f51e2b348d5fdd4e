package dev.banata.keycloak.project;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/**
 * A project's realm gets what this version gives every project: at its creation on any path, and
 * once after an upgrade. Each capability adds its own part, in the transaction of the session, and
 * finds it there if it was added before.
 *
 * @param isOurs false for a realm that was made without us, or before this version
 */
public record ProjectSetUpEvent(KeycloakSession session, RealmModel realm, boolean isOurs)
    implements ProviderEvent {}
