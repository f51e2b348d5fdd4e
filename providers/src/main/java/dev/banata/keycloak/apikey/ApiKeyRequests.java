package dev.banata.keycloak.apikey;

import java.util.List;
import java.util.Map;

/** The inputs of {@code api-key/*}. */
final class ApiKeyRequests {

  private ApiKeyRequests() {}

  record CreateApiKeyRequest(
      String name,
      String prefix,
      String organizationId,
      List<String> permissions,
      String expiresAt,
      Long expiresIn,
      Map<String, Object> metadata,
      Boolean rateLimitEnabled,
      Integer rateLimitMax,
      Long rateLimitTimeWindow) {}

  record UpdateApiKeyRequest(
      String keyId,
      String name,
      Boolean enabled,
      List<String> permissions,
      String expiresAt,
      Long expiresIn,
      Map<String, Object> metadata,
      Boolean rateLimitEnabled,
      Integer rateLimitMax,
      Long rateLimitTimeWindow) {}

  record ListApiKeysQuery(String includeRevoked) {}

  record GetApiKeyQuery(String id, String includeRevoked) {}

  record DeleteApiKeyRequest(String keyId, String reason) {}

  record RotateApiKeyRequest(String keyId, Integer gracePeriodSeconds) {}

  record VerifyApiKeyRequest(String key) {}
}
