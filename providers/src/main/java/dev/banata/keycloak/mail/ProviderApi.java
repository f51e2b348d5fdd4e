package dev.banata.keycloak.mail;

/** A provider's HTTPS API: how a mail becomes a request, and what an answer means. */
interface ProviderApi {

  /** Base URL in production; the account has checked what of it a project may choose. */
  String baseUrl(Account account);

  ProviderCall request(String baseUrl, Mail mail, Account account);

  /** Id of the mail in an answer of success; null if it has none. */
  String messageId(ProviderAnswer answer);

  /** What an answer of failure says; null if it says nothing. */
  String message(ProviderAnswer answer);

  /** True if it takes a mail with the same key only once. */
  default boolean repeatable() {
    return false;
  }

  /** True if the provider documents that it has not taken a mail when it answers 503. */
  default boolean unavailableMeansRefused() {
    return false;
  }

  /** True if the answer says that the address bounced or complained. */
  default boolean isSuppression(ProviderAnswer answer) {
    return false;
  }

  /** True if an answer with a status of success is none. */
  default boolean isRefusal(ProviderAnswer answer) {
    return false;
  }

  /** True if the answer, whatever its status, leaves open whether the mail was taken. */
  default boolean isUnclear(ProviderAnswer answer) {
    return false;
  }
}
