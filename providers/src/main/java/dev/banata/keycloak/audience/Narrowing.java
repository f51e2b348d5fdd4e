package dev.banata.keycloak.audience;

import dev.banata.keycloak.compat.Refusal;
import java.util.LinkedHashSet;
import java.util.Set;
import org.keycloak.OAuthErrorException;

/** A request can narrow what a grant is for, and a grant what its client may; nothing widens. */
final class Narrowing {

  private Narrowing() {}

  /**
   * The audiences of a token.
   *
   * @param allowed the client's audiences, never empty
   * @param granted what the grant is for; {@link Targets#NONE} for all that the client may
   * @param requested what the request wants; {@link Targets#NONE} for all that the grant is for
   * @throws Refusal {@code invalid_target} (RFC 8707 §2)
   */
  static Set<String> audience(Set<String> allowed, Targets granted, Targets requested)
      throws Refusal {
    Set<String> possible = new LinkedHashSet<>(allowed);
    if (!granted.isEmpty()) {
      possible.retainAll(granted.names());
    }
    if (possible.isEmpty()) {
      throw new Refusal(
          OAuthErrorException.INVALID_TARGET,
          "The client may no longer have tokens for what was granted");
    }
    if (requested.isEmpty()) {
      return possible;
    }
    if (!possible.containsAll(requested.names())) {
      throw new Refusal(
          OAuthErrorException.INVALID_TARGET,
          "The client, or this grant, may not have tokens for all that the request names");
    }
    return requested.names();
  }
}
