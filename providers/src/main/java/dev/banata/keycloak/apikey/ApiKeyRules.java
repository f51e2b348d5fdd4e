package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.api.Metadata;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.rbac.Catalogue;
import dev.banata.keycloak.rbac.RealmOrganizations;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.OrganizationModel;

/** What a key may be given by the caller of one call. */
final class ApiKeyRules {

  private static final String PROJECT_ID = "projectId";

  private final Call call;

  ApiKeyRules(Call call) {
    this.call = call;
  }

  /** A caller that is limited to an organization sees and changes only that organization's keys. */
  boolean mayTouch(ApiKey key) {
    return call.caller()
        .organizationId()
        .map(organization -> organization.equals(key.organizationId()))
        .orElse(true);
  }

  PermissionSet permissions(List<String> slugs) {
    if (slugs == null) {
      return PermissionSet.of(List.of());
    }
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < slugs.size(); i++) {
      if (!isKnown(slugs.get(i))) {
        errors.add(
            new FieldError(
                "permissions." + i, "is not a permission of this project", "unknown_permission"));
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return PermissionSet.of(slugs);
  }

  private boolean isKnown(String slug) {
    if (!PermissionSet.isWellFormed(slug)) {
      return false;
    }
    String normalized = slug.replace(':', '.');
    if (normalized.equals("*")) {
      return true;
    }
    return normalized.endsWith(".*")
        ? Catalogue.isKnownResource(call.realm(), normalized.substring(0, normalized.length() - 2))
        : Catalogue.isKnown(call.realm(), normalized);
  }

  /** Nobody hands out more than he has, neither by a new key nor by the secret of an old one. */
  void requireCovered(PermissionSet permissions) {
    if (!call.caller().covers(permissions, call.realm())) {
      throw Problem.forbidden(
          "PERMISSION_ESCALATION",
          "The key would have more permissions than the caller: name a part of the caller's own.");
    }
  }

  String organization(String requested) {
    Optional<String> bound = call.caller().organizationId();
    if (bound.isPresent() && requested != null && !bound.get().equals(requested)) {
      throw organizationNotFound();
    }
    String organizationId = bound.orElse(requested);
    if (organizationId == null) {
      return null;
    }
    return RealmOrganizations.byId(call.session(), organizationId)
        .map(OrganizationModel::getId)
        .orElseThrow(ApiKeyRules::organizationNotFound);
  }

  private static Problem organizationNotFound() {
    return Problem.notFound(
        "ORGANIZATION_NOT_FOUND", "There is no such organization in the project.");
  }

  /** Metadata without the {@code projectId} that we add to every answer. */
  Map<String, Object> metadata(Map<String, Object> requested) {
    if (requested == null) {
      return Map.of();
    }
    Metadata.requireSmall("metadata", requested);
    Map<String, Object> metadata = new LinkedHashMap<>(requested);
    metadata.remove(PROJECT_ID);
    return metadata;
  }

  RateLimit rateLimit(RateLimit current, Boolean enabled, Integer max, Long windowMillis) {
    return new RateLimit(
        Optional.ofNullable(enabled).orElse(current.enabled()),
        Optional.ofNullable(max).orElse(current.max()),
        Optional.ofNullable(windowMillis).orElse(current.windowMillis()));
  }

  /** Milliseconds since epoch; null for never. */
  Long expiry(String expiresAt, Long expiresInSeconds) {
    if (expiresAt != null && expiresInSeconds != null) {
      throw Problem.invalid("expiresIn", "must not be given together with expiresAt", "conflict");
    }
    long now = System.currentTimeMillis();
    if (expiresInSeconds != null) {
      return now + expiresInSeconds * 1000L;
    }
    if (expiresAt == null) {
      return null;
    }
    long millis = parse(expiresAt);
    if (millis <= now) {
      throw Problem.invalid("expiresAt", "must be in the future", "future");
    }
    return millis;
  }

  private static long parse(String iso) {
    try {
      return OffsetDateTime.parse(iso).toInstant().toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw Problem.invalid("expiresAt", "must be a time of ISO 8601 with its offset", "format");
    }
  }
}
