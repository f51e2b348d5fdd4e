package dev.banata.keycloak.email;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.UserModel;

/** How a mail names a user. */
final class UserNames {

  private static final int MAX_LENGTH = 100;

  /** What mail clients make a link of. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)://|www\\.|[a-z0-9-]\\.[a-z]{2,}/|@[a-z0-9-]+\\.");

  private UserNames() {}

  /** First and last name, or nothing. */
  static Optional<String> of(UserModel user) {
    return Optional.of(
            Stream.of(user.getFirstName(), user.getLastName())
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" ")))
        .filter(UserNames::isName);
  }

  /**
   * False for what is no name but a message: somebody who registers another person's address as
   * "Win at https://…" would have us send it.
   */
  static boolean isName(String text) {
    return !text.isBlank() && text.length() <= MAX_LENGTH && !ADDRESS.matcher(text).find();
  }
}
