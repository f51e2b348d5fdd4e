package dev.banata.keycloak.user;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.UserModel;

/** One name here, a first and a last name in Keycloak: split at the first blank. */
record UserName(String first, String last) {

  static UserName split(String name) {
    String[] parts = name.strip().split("\\s+", 2);
    return new UserName(parts[0], parts.length > 1 ? parts[1] : null);
  }

  /** The user's whole name; empty if there is none. */
  static String join(UserModel user) {
    return Stream.of(user.getFirstName(), user.getLastName())
        .filter(Objects::nonNull)
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining(" "));
  }
}
