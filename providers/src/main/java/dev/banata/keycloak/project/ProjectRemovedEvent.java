package dev.banata.keycloak.project;

import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * A project is gone, its realm with it: each capability removes its own rows, in the transaction of
 * the session.
 */
public record ProjectRemovedEvent(KeycloakSession session, String realmId)
    implements ProviderEvent {}
