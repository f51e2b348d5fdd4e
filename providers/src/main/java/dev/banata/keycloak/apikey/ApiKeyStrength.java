package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.Timestamps;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.strength.Strength;
import java.util.Optional;

/** Nobody hands out a key that is stronger than they are, lives longer, or may call more often. */
final class ApiKeyStrength {

  private final Call call;

  ApiKeyStrength(Call call) {
    this.call = call;
  }

  /**
   * Refuses a caller who does not cover a key of these permissions.
   *
   * @param organizationId the organization that the key is limited to; null for none
   */
  void requireCovered(PermissionSet permissions, String organizationId) {
    call.requireStrengthOf("The key", Strength.inOrganization(organizationId, permissions));
  }

  void requireCovered(ApiKey key) {
    requireCovered(key.permissions(), key.organizationId());
  }

  /**
   * Refuses a key that would live longer, or make more calls, than the key that gives it so much.
   * An admin may give any.
   *
   * @param expiresAt milliseconds since epoch; null for never
   */
  void requireWithinOwn(Long expiresAt, RateLimit rateLimit) {
    requireWithinOwn(expiresAt, rateLimit, "");
  }

  /** The same with a key that is handed out as it is. */
  void requireWithinOwn(ApiKey key) {
    requireWithinOwn(key.expiresAt(), key.rateLimit(), "update the key first and ");
  }

  private void requireWithinOwn(Long expiresAt, RateLimit rateLimit, String advice) {
    Optional<ApiKey> own = ownKey();
    own.map(ApiKey::expiresAt)
        .filter(end -> expiresAt == null || expiresAt > end)
        .ifPresent(
            end -> {
              throw escalation(
                  "A key cannot give a later expiry than its own: "
                      + advice
                      + "set expiresAt to "
                      + Timestamps.iso(end)
                      + " or earlier.");
            });
    own.map(ApiKey::rateLimit)
        .filter(limit -> !limit.covers(rateLimit))
        .ifPresent(
            limit -> {
              throw escalation(
                  "A key cannot give a higher rate limit than its own, %d calls in %d ms: "
                          .formatted(limit.max(), limit.windowMillis())
                      + advice
                      + "set rateLimitEnabled to true and stay within that.");
            });
  }

  private static Problem escalation(String message) {
    return Problem.forbidden("PERMISSION_ESCALATION", message);
  }

  /** What a new key is limited to unless the request says otherwise. */
  RateLimit defaultRateLimit() {
    return ownKey()
        .map(ApiKey::rateLimit)
        .filter(own -> !own.covers(RateLimit.DEFAULT))
        .orElse(RateLimit.DEFAULT);
  }

  private Optional<ApiKey> ownKey() {
    return call.caller().isApplication()
        ? call.session().getProvider(ApiKeys.class).get(call.realm(), call.caller().id(), false)
        : Optional.empty();
  }
}
