package dev.banata.keycloak.organization;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;

/**
 * How a user is being made a member, told to {@link Membership}, which hears of it from Keycloak.
 *
 * @param roles slugs of the member's roles
 */
record Joining(MemberSource source, List<String> roles) {

  private static final String ATTRIBUTE = "banata.joining";

  static Optional<Joining> current(KeycloakSession session) {
    return Optional.ofNullable(session.getAttribute(ATTRIBUTE, Joining.class));
  }

  <T> T during(KeycloakSession session, Supplier<T> work) {
    session.setAttribute(ATTRIBUTE, this);
    try {
      return work.get();
    } finally {
      session.removeAttribute(ATTRIBUTE);
    }
  }
}
