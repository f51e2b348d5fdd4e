package dev.banata.keycloak.mail;

/** What became of a mail that was handed to a provider. */
sealed interface Outcome {

  /**
   * The provider took it.
   *
   * @param messageId null if the provider does not say
   */
  record Accepted(String messageId) implements Outcome {}

  /**
   * The provider certainly did not take it.
   *
   * @param passing true if it may take it a moment later
   */
  record Refused(String reason, boolean passing) implements Outcome {}

  /** It did not take it because the address bounced, or its owner complained. */
  record Suppressed(String reason) implements Outcome {}

  /** Nobody knows whether it took it. */
  record Unclear(String reason) implements Outcome {}
}
