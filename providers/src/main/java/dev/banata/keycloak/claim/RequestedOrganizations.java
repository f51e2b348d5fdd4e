package dev.banata.keycloak.claim;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the granted scopes ask for: {@code organization} for the one that the user is in, {@code
 * organization:*} for all of theirs, {@code organization:<alias>} for just these.
 */
record RequestedOrganizations(Kind kind, Set<String> aliases) {

  /** From what asks for nothing to what says exactly what it asks for. */
  enum Kind {
    NONE,
    ANY,
    ALL,
    NAMED
  }

  static RequestedOrganizations of(List<String> scopes) {
    Kind kind = Kind.NONE;
    Set<String> aliases = new HashSet<>();
    for (String scope : scopes) {
      int colon = scope.indexOf(':');
      String value = colon < 0 ? "" : scope.substring(colon + 1);
      Kind asked = kind(value);
      if (asked == Kind.NAMED) {
        aliases.add(value);
      }
      kind = asked.compareTo(kind) > 0 ? asked : kind;
    }
    return new RequestedOrganizations(kind, aliases);
  }

  private static Kind kind(String value) {
    return switch (value) {
      case "" -> Kind.ANY;
      case "*" -> Kind.ALL;
      default -> Kind.NAMED;
    };
  }
}
