package dev.banata.keycloak.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import java.util.List;
import java.util.Map;

/** Domains of organizations, by the Admin REST API. */
final class Domains {

  private Domains() {}

  static void set(AdminRest rest, String organization, String domain, boolean verified) {
    JsonNode present = rest.get("/organizations/" + organization).expect(200).json();
    rest.put(
            "/organizations/" + organization,
            Map.of(
                "id",
                organization,
                "name",
                present.get("name").asText(),
                "alias",
                present.get("alias").asText(),
                "enabled",
                true,
                "attributes",
                present.path("attributes"),
                "domains",
                List.of(Map.of("name", domain, "verified", verified))))
        .expect(204);
  }
}
