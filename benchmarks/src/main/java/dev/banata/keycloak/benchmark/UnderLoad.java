package dev.banata.keycloak.benchmark;

import java.util.List;

/** One thing that both offer, to be done by several clients at once. */
record UnderLoad(String title, Runnable plain, Runnable banata) {

  static List<UnderLoad> all(PlainKeycloak plain, Banata banata) {
    return List.of(
        new UnderLoad("verify a credential", plain::verifyCredential, banata::verifyCredential),
        new UnderLoad(
            "issue a token to a service", plain::getServiceToken, banata::getServiceToken));
  }
}
