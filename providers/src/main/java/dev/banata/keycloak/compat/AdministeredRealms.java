package dev.banata.keycloak.compat;

import java.util.List;
import java.util.Optional;

/**
 * The realms in whose administration an admin of the admin realm has a role.
 *
 * @param directRolesOf id of the user whose direct roles the database can follow ({@link
 *     HeldRoles#administeredRealms}): they may be many; nothing if all realms are in the names
 * @param names names of the other realms
 */
public record AdministeredRealms(Optional<String> directRolesOf, List<String> names) {

  public AdministeredRealms {
    names = List.copyOf(names);
  }

  public static AdministeredRealms none() {
    return new AdministeredRealms(Optional.empty(), List.of());
  }
}
