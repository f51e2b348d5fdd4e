package dev.banata.keycloak.strength;

import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.server.Http.Answer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A write at Keycloak's Admin REST API that an admin should not be able to do.
 *
 * @param preparation makes what it is about, and returns the call
 * @param control the same request, which a realm-admin can do: the attack itself, or the same on
 *     something that is not ours where nobody can do it on what is
 */
record Attack(
    String name,
    Allowed allowed,
    Supplier<Function<AdminRest, Answer>> preparation,
    Supplier<Function<AdminRest, Answer>> control) {

  /** Who can do it. */
  enum Allowed {
    TO_NOBODY,
    TO_REALM_ADMINS
  }

  static Attack ofNobody(
      String name,
      Supplier<Function<AdminRest, Answer>> preparation,
      Supplier<Function<AdminRest, Answer>> control) {
    return new Attack(name, Allowed.TO_NOBODY, preparation, control);
  }

  static Attack ofRealmAdmins(String name, Supplier<Function<AdminRest, Answer>> preparation) {
    return new Attack(name, Allowed.TO_REALM_ADMINS, preparation, preparation);
  }

  @Override
  public String toString() {
    return name;
  }
}
