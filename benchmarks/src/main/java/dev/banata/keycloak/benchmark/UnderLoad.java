package dev.banata.keycloak.benchmark;

import java.util.List;

/** One thing that both offer, to be done by several clients at once. */
record UnderLoad(String title, Runnable plain, Runnable banata) {

  static List<UnderLoad> all(PlainKeycloak plain, Banata banata) {
    return List.of(
        new UnderLoad("verify a credential", plain::verifyCredential, banata::verifyCredential),
        new UnderLoad(
            "issue a token to a service", plain::getServiceToken, banata::getServiceToken),
        new UnderLoad("open the page of sign-in", plain::openSignIn, banata::openSignIn));
  }

  /** New tokens of a user who is in so many organizations. */
  static List<UnderLoad> members(PlainKeycloak plain, Banata banata, int organizations) {
    return List.of(
        new UnderLoad(
            "renew the token of a member",
            () -> plain.getMemberToken(organizations),
            () -> banata.getMemberToken(organizations)));
  }
}
