package dev.banata.keycloak.user;

import dev.banata.keycloak.user.UserRequests.CreateUserRequest;
import dev.banata.keycloak.user.UserRequests.UpdateUserRequest;
import dev.banata.keycloak.user.UserRequests.UserData;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to set of a user. Null leaves a field as it is, unless the field is among those to clear.
 *
 * @param roles slugs of the project's roles
 * @param cleared the fields to clear
 */
record UserChange(
    String email,
    String name,
    String username,
    String image,
    String phoneNumber,
    Boolean emailVerified,
    String password,
    List<String> roles,
    Map<String, Object> metadata,
    Set<Clearable> cleared) {

  /** The fields that a user need not have. */
  enum Clearable {
    USERNAME("username"),
    IMAGE("image"),
    PHONE_NUMBER("phoneNumber"),
    METADATA("metadata");

    private final String field;

    Clearable(String field) {
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  static UserChange of(CreateUserRequest request) {
    UserData data = Optional.ofNullable(request.data()).orElse(UserData.NONE);
    return new UserChange(
        normalizeEmail(request.email()),
        request.name(),
        first(request.username(), data.username()),
        first(request.image(), data.image()),
        first(request.phoneNumber(), data.phoneNumber()),
        first(request.emailVerified(), data.emailVerified()),
        request.password(),
        first(request.role(), data.role()),
        first(request.metadata(), data.metadata()),
        Set.of());
  }

  static UserChange of(UpdateUserRequest request, Set<Clearable> cleared) {
    UserData data = Optional.ofNullable(request.data()).orElse(UserData.NONE);
    return new UserChange(
        data.email() == null ? null : normalizeEmail(data.email()),
        request.name(),
        first(request.username(), data.username()),
        first(request.image(), data.image()),
        first(request.phoneNumber(), data.phoneNumber()),
        first(request.emailVerified(), data.emailVerified()),
        request.password(),
        first(request.role(), data.role()),
        first(request.metadata(), data.metadata()),
        cleared);
  }

  boolean sets(Clearable field, Object value) {
    return value != null || cleared.contains(field);
  }

  static String normalizeEmail(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private static <T> T first(T explicit, T fallback) {
    return explicit == null ? fallback : explicit;
  }
}
