package dev.banata.keycloak.user;

import dev.banata.keycloak.api.Timestamps;
import dev.banata.keycloak.rbac.Catalogue;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;

/** A user on the wire: all keys are always there, null where unset. Times are ISO-8601 in UTC. */
record UserView(
    String id,
    String email,
    boolean emailVerified,
    String name,
    String image,
    String username,
    String displayUsername,
    String phoneNumber,
    boolean phoneNumberVerified,
    String role,
    boolean banned,
    String banReason,
    String banExpires,
    boolean twoFactorEnabled,
    boolean isAnonymous,
    Map<String, Object> metadata,
    String projectId,
    String createdAt,
    String updatedAt) {

  /** The role of a user who has none of the project's roles. */
  static final String DEFAULT_ROLE = "user";

  static UserView of(UserModel user, String projectId) {
    String username = user.getUsername().equals(user.getEmail()) ? null : user.getUsername();
    Long created = user.getCreatedTimestamp();
    Optional<Ban> ban = Ban.of(user);
    return new UserView(
        user.getId(),
        user.getEmail(),
        user.isEmailVerified(),
        UserName.join(user),
        user.getFirstAttribute(UserAttributes.IMAGE),
        username,
        username,
        user.getFirstAttribute(UserAttributes.PHONE_NUMBER),
        Boolean.parseBoolean(user.getFirstAttribute(UserAttributes.PHONE_NUMBER_VERIFIED)),
        roles(user),
        ban.isPresent(),
        ban.map(Ban::reason).orElse(null),
        Timestamps.iso(ban.map(Ban::expiresAt).orElse(null)),
        user.credentialManager().isConfiguredFor(OTPCredentialModel.TYPE),
        false,
        UserAttributes.metadata(user),
        projectId,
        Timestamps.iso(created),
        Timestamps.iso(Optional.ofNullable(user.getLastModifiedTimestamp()).orElse(created)));
  }

  private static String roles(UserModel user) {
    String roles =
        user.getRealmRoleMappingsStream()
            .filter(role -> role.getFirstAttribute(Catalogue.NAME_ATTRIBUTE) != null)
            .map(RoleModel::getName)
            .sorted()
            .collect(Collectors.joining(","));
    return roles.isEmpty() ? DEFAULT_ROLE : roles;
  }
}
