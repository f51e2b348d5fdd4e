package dev.banata.keycloak.mail;

/** A provider that is enabled and cannot be used as it is. */
record IncompleteRoute(ProviderId provider, String reason) implements Route {

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public Outcome send(Mail mail) {
    return new Outcome.Refused(reason, false);
  }
}
