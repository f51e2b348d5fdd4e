package dev.banata.keycloak.apikey;

import dev.banata.keycloak.permission.PermissionSet;
import java.util.Map;

/** What a key is made from; prefix, organization and expiry may be null. */
record NewApiKey(
    String name,
    String prefix,
    PermissionSet permissions,
    String organizationId,
    Map<String, Object> metadata,
    RateLimit rateLimit,
    Long expiresAt) {}
