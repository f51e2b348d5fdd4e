package dev.banata.keycloak.api;

import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** The end user who makes a call of their own, and the session that their token is of. */
public record EndUser(UserModel user, UserSessionModel session) {}
