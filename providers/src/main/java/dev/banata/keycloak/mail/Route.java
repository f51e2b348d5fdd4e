package dev.banata.keycloak.mail;

/** One way by which a mail may leave. */
interface Route {

  ProviderId provider();

  /** True if the provider takes a mail with the same key only once. */
  boolean repeatable();

  Outcome send(Mail mail);
}
