package dev.banata.keycloak.email;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Kinds of mail that a project can switch off. */
enum EmailType {
  WELCOME("Welcome", "Greets a new user; sent by your back end only", "auth"),
  VERIFICATION("E-mail verification", "Asks a user to confirm an address", "auth"),
  PASSWORD_RESET("Password reset", "Has the link to set a new password", "auth"),
  MAGIC_LINK("Magic link", "Has the link to sign in", "auth"),
  EMAIL_OTP("One-time code", "Has the code to sign in", "auth"),
  ORG_INVITATION("Organization invitation", "Invites somebody to an organization", "org"),
  MFA_SETUP("Second factor set up", "Tells a user that an authenticator was added", "auth"),
  CRITICAL_NOTIFICATIONS(
      "Critical notifications",
      "Tells a user of failed sign-ins, changed credentials and a locked account",
      "org");

  /** What the dashboard and its documentation call some of them. */
  private static final Map<String, List<EmailType>> ALIASES =
      Map.of(
          "magic-auth", List.of(MAGIC_LINK, EMAIL_OTP),
          "user-invitation", List.of(ORG_INVITATION),
          "invitations", List.of(ORG_INVITATION),
          "invitation", List.of(ORG_INVITATION),
          "email-verification", List.of(VERIFICATION));

  private static final Map<String, EmailType> KEYCLOAKS =
      Map.of(
          "email-verification", VERIFICATION,
          "email-verification-with-code", VERIFICATION,
          "email-update-confirmation", VERIFICATION,
          "password-reset", PASSWORD_RESET,
          "org-invite", ORG_INVITATION,
          "event-update_totp", MFA_SETUP,
          "workflow-notification", CRITICAL_NOTIFICATIONS);

  private final String title;
  private final String description;
  private final String category;

  EmailType(String title, String description, String category) {
    this.title = title;
    this.description = description;
    this.category = category;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String title() {
    return title;
  }

  String description() {
    return description;
  }

  String category() {
    return category;
  }

  /** Those that an id or a name of the documentation means; none for an unknown one. */
  static List<EmailType> named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.text().equals(name))
        .findFirst()
        .map(List::of)
        .orElse(ALIASES.getOrDefault(name, List.of()));
  }

  /**
   * The kind of a mail of Keycloak's. Nothing for those that an admin sends on purpose, and for the
   * link to another identity provider: without it, its flow could not go on.
   */
  static Optional<EmailType> ofKeycloak(String template) {
    EmailType type = KEYCLOAKS.get(template);
    return type != null || !template.startsWith("event-")
        ? Optional.ofNullable(type)
        : Optional.of(CRITICAL_NOTIFICATIONS);
  }
}
