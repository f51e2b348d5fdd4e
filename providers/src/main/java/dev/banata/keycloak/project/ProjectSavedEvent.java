package dev.banata.keycloak.project;

import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * What the row of a project says has changed, in the transaction of the session.
 *
 * @param adopted true if the project has just got its row and the realm was made without us
 */
public record ProjectSavedEvent(KeycloakSession session, Project project, boolean adopted)
    implements ProviderEvent {}
