package dev.banata.keycloak.mapper;

import dev.banata.keycloak.permission.ProjectRoles;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Claims of tokens that rights are read from. */
public final class RightsClaims {

  /** Keycloak's claim with the roles of the realm, and so with those of the project. */
  public static final String REALM_ACCESS = "realm_access";

  /** Keycloak's claim with the roles of clients, and so with the project's permissions. */
  public static final String RESOURCE_ACCESS = "resource_access";

  /** Claims that this server or a resource server reads rights from, or takes tokens by. */
  private static final Set<String> ANYBODYS =
      Set.of(
          REALM_ACCESS,
          RESOURCE_ACCESS,
          "authorization",
          "permissions",
          "entitlements",
          "role",
          "roles",
          "groups",
          "scope",
          "scp",
          "email_verified",
          "aud",
          "azp",
          "client_id",
          "iss",
          "sub",
          "sid",
          "exp",
          "nbf",
          "iat",
          "jti",
          "typ",
          "cnf",
          "act",
          "may_act",
          "allowed-origins",
          "trusted-certs");

  /** In a claim's name, what Keycloak puts a client's id in for. */
  private static final String PLACEHOLDER = "${";

  private RightsClaims() {}

  /**
   * True if somebody reads rights from the claim of that name, in Keycloak's notation, or from the
   * SAML attribute of that name: these are often URIs, and {@code Role} is one as well.
   */
  public static boolean grant(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return Stream.of(plain, plain.substring(plain.lastIndexOf('/') + 1))
        .map(each -> path(each).get(0))
        .anyMatch(first -> ANYBODYS.contains(first) || isOpen(first));
  }

  /**
   * True if roles or permissions of the project are read from the claim, or from within it. Another
   * client's roles are not ours.
   */
  public static boolean grantOurs(String name) {
    List<String> path = path(name);
    String first = path.get(0);
    return first.equals(REALM_ACCESS)
        || isOpen(first)
        || (first.equals(RESOURCE_ACCESS)
            && (path.size() == 1
                || path.get(1).equals(ProjectRoles.CLIENT_ID)
                || isOpen(path.get(1))));
  }

  /**
   * The names from the outermost claim inwards. A dot nests, and a backslash before it makes it
   * plain: not here, so that no notation is overlooked.
   */
  private static List<String> path(String name) {
    return List.of(name.strip().replace("\\", "").split("\\.", -1));
  }

  private static boolean isOpen(String segment) {
    return segment.contains(PLACEHOLDER);
  }
}
