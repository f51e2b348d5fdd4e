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
record KeycloakClaim(String name, Shape shape, boolean withAttributes, boolean withDomain) {

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
        withAttributes,
        TRUE.equals(config.get("addOrganizationDomain")));
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
   * What is in a token.
   *
   * @param value null for no claim
   * @param omitted how many organizations are not in it
   */
  record Written(Object value, int omitted) {}

  /** False for a claim within another one, where it is all Keycloak's. */
  boolean isOurs() {
    return name.indexOf('.') < 0;
  }

  /** True if nothing of Keycloak's mapper is missing when we write the claim without it. */
  boolean isWhole() {
    return isOurs() && shape != Shape.TEXT && !withAttributes && !withDomain;
  }

  /** Takes out of the claims what Keycloak's mappers have put there; null for nothing. */
  Object take(Map<String, Object> claims) {
    claims.remove(OMITTED);
    return claims.remove(name);
  }

  /**
   * Puts the claim together.
   *
   * @param before what Keycloak's mappers have put there
   * @param organizations the most important first
   * @param roles slugs of the user's roles in one of them
   */
  Written compose(
      Object before,
      List<OrganizationModel> organizations,
      Function<OrganizationModel, List<String>> roles) {
    if (organizations.isEmpty()) {
      return new Written(null, 0);
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    int size = 0;
    for (OrganizationModel organization : organizations) {
      String alias = organization.getAlias();
      Object entry = shape == Shape.OBJECT ? entry(organization, before, roles) : "";
      size += ClaimSize.of(alias) + ClaimSize.of(entry);
      if (size > MAX && !entries.isEmpty()) {
        break;
      }
      entries.put(alias, entry);
    }
    return new Written(value(entries), organizations.size() - entries.size());
  }

  void write(Map<String, Object> claims, Written written) {
    if (written.value() != null) {
      claims.put(name, written.value());
    }
    if (written.omitted() > 0) {
      claims.put(OMITTED, written.omitted());
    }
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
