package dev.banata.keycloak.claim;

import dev.banata.keycloak.compat.ClaimRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.OrganizationModel;

/**
 * Keycloak's own claim {@code organization}, in the shape that the mapper of the granted scope is
 * configured for: an object by alias, which gets the roles as well, a list of aliases, or one.
 */
record KeycloakClaim(String name, Shape shape, boolean withAttributes) {

  /** How many organizations are not in the claim, because they are too many. */
  static final String OMITTED = "org_omitted";

  /** Most bytes of the claim; a header has to hold the token. */
  private static final int MAX = 2560;

  private static final String TRUE = "true";

  /** What the claim is in JSON. */
  enum Shape {
    OBJECT,
    LIST,
    TEXT
  }

  static KeycloakClaim of(ClaimRequest request) {
    return of(request.organizationMapper().orElse(Map.of()));
  }

  static KeycloakClaim of(Map<String, String> config) {
    boolean withAttributes = TRUE.equals(config.get("addOrganizationAttributes"));
    return new KeycloakClaim(
        config.getOrDefault("claim.name", OAuth2Constants.ORGANIZATION),
        shape(config, withAttributes),
        withAttributes);
  }

  private static Shape shape(Map<String, String> config, boolean withAttributes) {
    if (!TRUE.equals(config.getOrDefault("multivalued", TRUE))) {
      return Shape.TEXT;
    }
    return withAttributes
            || TRUE.equals(config.get("addOrganizationId"))
            || "JSON".equals(config.get("jsonType.label"))
        ? Shape.OBJECT
        : Shape.LIST;
  }

  /**
   * Writes the claim.
   *
   * @param organizations the most important first
   * @param roles slugs of the user's roles in one of them
   */
  void write(
      Map<String, Object> claims,
      List<OrganizationModel> organizations,
      Function<OrganizationModel, List<String>> roles) {
    if (name.indexOf('.') >= 0) {
      // Within another claim, where it is all Keycloak's.
      return;
    }
    claims.remove(OMITTED);
    Object before = claims.remove(name);
    if (organizations.isEmpty()) {
      return;
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    int size = 0;
    for (OrganizationModel organization : organizations) {
      String alias = organization.getAlias();
      Object entry = shape == Shape.OBJECT ? entry(organization, before, roles) : "";
      size += ClaimSize.of(alias) + ClaimSize.of(entry);
      if (size > MAX && !entries.isEmpty()) {
        claims.put(OMITTED, organizations.size() - entries.size());
        break;
      }
      entries.put(alias, entry);
    }
    claims.put(name, value(entries));
  }

  private Object value(Map<String, Object> entries) {
    List<String> aliases = List.copyOf(entries.keySet());
    return switch (shape) {
      case OBJECT -> entries;
      case LIST -> aliases;
      case TEXT -> aliases.get(0);
    };
  }

  /** What Keycloak's mappers have put there stays, but for what an attribute cannot be named. */
  private Map<String, Object> entry(
      OrganizationModel organization,
      Object before,
      Function<OrganizationModel, List<String>> roles) {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (before instanceof Map<?, ?> all
        && all.get(organization.getAlias()) instanceof Map<?, ?> own) {
      own.forEach((key, value) -> entry.put(String.valueOf(key), value));
    } else if (withAttributes) {
      entry.putAll(organization.getAttributes());
    }
    entry.put(OAuth2Constants.ORGANIZATION_ID, organization.getId());
    entry.put("roles", roles.apply(organization));
    return entry;
  }
}
