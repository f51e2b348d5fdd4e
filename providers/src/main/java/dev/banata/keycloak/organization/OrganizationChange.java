package dev.banata.keycloak.organization;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.rbac.VerifiedDomains;
import java.util.List;
import java.util.Map;
import org.keycloak.util.JsonSerialization;

/**
 * What to set of an organization. An absent field stays as it is; one that is null is cleared.
 *
 * @param json the fields, valid by their schema
 * @param path where they are in the request: empty or {@code data.}
 */
record OrganizationChange(JsonNode json, String path) {

  String name() {
    return json.path("name").textValue();
  }

  String slug() {
    return json.path("slug").textValue();
  }

  Map<String, Object> metadata() {
    return json.path("metadata").isObject()
        ? JsonSerialization.mapper.convertValue(json.get("metadata"), new TypeReference<>() {})
        : null;
  }

  /** The rules after the change. */
  OrganizationPolicy policy(OrganizationPolicy before) {
    return new OrganizationPolicy(
        json.path("requireMfa").asBoolean(before.requireMfa()),
        json.path("ssoEnforced").asBoolean(before.ssoEnforced()),
        json.has("allowedEmailDomains") ? domains() : before.allowedEmailDomains(),
        json.has("maxMembers") ? maxMembers() : before.maxMembers());
  }

  private List<String> domains() {
    List<String> domains =
        json.get("allowedEmailDomains")
            .valueStream()
            .map(domain -> VerifiedDomains.domain("@" + domain.textValue().strip()))
            .distinct()
            .sorted()
            .toList();
    return domains.isEmpty() ? null : domains;
  }

  private Integer maxMembers() {
    return json.get("maxMembers").isNull() ? null : json.get("maxMembers").intValue();
  }

  void apply(OrganizationRowEntity row) {
    if (json.has("logo")) {
      row.setLogo(json.get("logo").textValue());
    }
    if (json.has("metadata")) {
      row.setMetadata(metadata());
    }
  }
}
