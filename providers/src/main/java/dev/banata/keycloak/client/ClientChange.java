package dev.banata.keycloak.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a caller sends to make or change a client; null for what they do not send. */
record ClientChange(
    String id,
    String clientId,
    String name,
    String type,
    String clientAuthentication,
    Boolean enabled,
    List<String> redirectUris,
    List<String> postLogoutRedirectUris,
    List<String> trustedOrigins,
    List<String> allowedAudiences,
    List<String> enabledAuthMethods,
    String appHomepage,
    String signInEndpoint,
    String externalSignUpUrl,
    String invitationUrl,
    String passwordResetUrl,
    String jwksUri,
    JsonNode jwks,
    String signingAlgorithm,
    JsonNode branding) {}
