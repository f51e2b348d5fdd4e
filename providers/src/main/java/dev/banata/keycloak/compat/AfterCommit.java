package dev.banata.keycloak.compat;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Work for the moment when the transaction of a session has been committed. */
public final class AfterCommit {

  private AfterCommit() {}

  public static void run(KeycloakSession session, Runnable work) {
    session
        .getTransactionManager()
        .enlistAfterCompletion(
            new AbstractKeycloakTransaction() {
              @Override
              protected void commitImpl() {
                work.run();
              }

              @Override
              protected void rollbackImpl() {}
            });
  }
}
