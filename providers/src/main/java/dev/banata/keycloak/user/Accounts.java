package dev.banata.keycloak.user;

import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.api.Metadata;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.Timestamps;
import dev.banata.keycloak.rbac.SuperAdmins;
import dev.banata.keycloak.session.Sessions;
import dev.banata.keycloak.user.UserChange.Clearable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.userprofile.ValidationException;

/** Makes and changes users through Keycloak's user profile, so that the project's rules hold. */
final class Accounts {

  private final KeycloakSession session;
  private final RealmModel realm;

  Accounts(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * @throws Problem 409 if the e-mail or the username is taken, 422 if the profile or the password
   *     policy refuses a value
   */
  UserModel create(UserChange change, List<RoleModel> roles) {
    String username = Optional.ofNullable(change.username()).orElse(change.email());
    requireFreeEmail(change.email(), null);
    requireFreeUsername(username, null);
    Map<String, List<String>> profile = new HashMap<>();
    profile.put(UserModel.USERNAME, List.of(username));
    profile.put(UserModel.EMAIL, List.of(change.email()));
    putName(profile, change.name());
    UserModel user =
        validated(
            () -> {
              UserProfile created = profiles().create(UserProfileContext.USER_API, profile);
              return created.create();
            });
    user.setEnabled(true);
    applyDetails(user, change);
    UserRoles.set(user, roles);
    return user;
  }

  /**
   * @param user as {@link UserReach#changeable} gives them
   * @param roles null to leave them
   */
  void update(UserModel user, UserChange change, List<RoleModel> roles) {
    Map<String, List<String>> profile = new HashMap<>(user.getAttributes());
    // It stays as it is, and would be too long for an attribute that the profile does not know.
    profile.remove(UserAttributes.METADATA);
    String username = usernameAfter(user, change);
    requireFreeUsername(username, user);
    boolean isNewEmail =
        change.email() != null && !change.email().equalsIgnoreCase(user.getEmail());
    if (change.email() != null) {
      requireFreeEmail(change.email(), user);
      profile.put(UserModel.EMAIL, List.of(change.email()));
    }
    if (change.name() != null) {
      putName(profile, change.name());
    }
    validated(
        () -> {
          profiles().create(UserProfileContext.USER_API, profile, user).update(false);
          return user;
        });
    if (!username.equals(user.getUsername())) {
      // Past the profile, which refuses it where users may not edit their usernames themselves.
      user.setUsername(username);
    }
    if (isNewEmail) {
      // What was verified was the address before. Keycloak itself leaves it to the caller.
      user.setEmailVerified(false);
    }
    applyDetails(user, change);
    if (roles != null) {
      UserRoles.set(user, roles);
    }
    if (change.password() != null) {
      new Sessions(session, realm).endAll(user);
    }
  }

  /** The username follows the e-mail of a user who has no other. */
  private static String usernameAfter(UserModel user, UserChange change) {
    String email = Optional.ofNullable(change.email()).orElse(user.getEmail());
    if (change.sets(Clearable.USERNAME, change.username())) {
      return Optional.ofNullable(change.username()).orElse(email).toLowerCase(Locale.ROOT);
    }
    return user.getUsername().equals(user.getEmail()) ? email : user.getUsername();
  }

  /**
   * @throws Problem 409 if an organization would have no super_admin any more
   */
  void remove(UserModel user) {
    new SuperAdmins(session, realm).requireOther(user);
    new UserManager(session).removeUser(realm, user);
  }

  /** Bans the user, banned before or not, and ends all of their sessions. */
  void ban(UserModel user, Ban ban) {
    user.setEnabled(false);
    UserAttributes.set(user, Ban.REASON, ban.reason());
    UserAttributes.set(user, Ban.EXPIRES, Timestamps.iso(ban.expiresAt()));
    new Sessions(session, realm).endAll(user);
  }

  void unban(UserModel user) {
    user.setEnabled(true);
    Ban.forget(user);
  }

  /**
   * @param field the name of the field that the password came in
   * @throws Problem 422 if the password policy refuses it
   */
  void changePassword(UserModel user, String field, String password) {
    setPassword(user, field, password);
    new Sessions(session, realm).endAll(user);
  }

  private void applyDetails(UserModel user, UserChange change) {
    if (change.emailVerified() != null) {
      user.setEmailVerified(change.emailVerified());
    }
    if (change.sets(Clearable.IMAGE, change.image())) {
      UserAttributes.set(user, UserAttributes.IMAGE, change.image());
    }
    if (change.sets(Clearable.PHONE_NUMBER, change.phoneNumber())) {
      String number = change.phoneNumber();
      if (number == null || !number.equals(user.getFirstAttribute(UserAttributes.PHONE_NUMBER))) {
        user.removeAttribute(UserAttributes.PHONE_NUMBER_VERIFIED);
      }
      UserAttributes.set(user, UserAttributes.PHONE_NUMBER, number);
    }
    if (change.sets(Clearable.METADATA, change.metadata())) {
      if (change.metadata() != null) {
        Metadata.requireSmall("metadata", change.metadata());
      }
      UserAttributes.setMetadata(user, change.metadata());
    }
    if (change.password() != null) {
      setPassword(user, "password", change.password());
    }
  }

  private void setPassword(UserModel user, String field, String password) {
    PolicyError error =
        session.getProvider(PasswordPolicyManagerProvider.class).validate(realm, user, password);
    if (error != null) {
      throw Problem.invalid(
          field, "does not meet the project's password policy", error.getMessage());
    }
    user.credentialManager().updateCredential(UserCredentialModel.password(password));
  }

  private static void putName(Map<String, List<String>> profile, String name) {
    UserName parts = UserName.split(name);
    profile.put(UserModel.FIRST_NAME, List.of(parts.first()));
    profile.put(UserModel.LAST_NAME, parts.last() == null ? List.of("") : List.of(parts.last()));
  }

  private void requireFreeEmail(String email, UserModel self) {
    UserModel holder = session.users().getUserByEmail(realm, email);
    if (!realm.isDuplicateEmailsAllowed() && isOther(holder, self)) {
      throw Problem.conflict("USER_ALREADY_EXISTS", "A user with this e-mail already exists.");
    }
  }

  private void requireFreeUsername(String username, UserModel self) {
    if (isOther(session.users().getUserByUsername(realm, username), self)) {
      throw Problem.conflict(
          "USERNAME_ALREADY_EXISTS", "A user with this username already exists.");
    }
  }

  private static boolean isOther(UserModel holder, UserModel self) {
    return holder != null && (self == null || !holder.getId().equals(self.getId()));
  }

  private UserProfileProvider profiles() {
    return session.getProvider(UserProfileProvider.class);
  }

  private static UserModel validated(Supplier<UserModel> work) {
    try {
      return work.get();
    } catch (ValidationException e) {
      throw Problem.invalid(e.getErrors().stream().map(Accounts::toFieldError).toList());
    }
  }

  private static FieldError toFieldError(ValidationException.Error error) {
    String attribute = error.getAttribute();
    boolean isName =
        UserModel.FIRST_NAME.equals(attribute) || UserModel.LAST_NAME.equals(attribute);
    return new FieldError(
        isName ? "name" : attribute,
        "is refused by the project's user profile",
        error.getMessage());
  }
}
