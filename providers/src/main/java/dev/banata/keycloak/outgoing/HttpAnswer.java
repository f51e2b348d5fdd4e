package dev.banata.keycloak.outgoing;

import java.util.Map;

/**
 * What somebody else's server answered. None of it is shown to callers of our API.
 *
 * @param headers by their names in lower case
 * @param body at most as much of it as was asked for
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {}
