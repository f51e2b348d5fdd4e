package dev.banata.keycloak.api;

import dev.banata.keycloak.strength.Strength;
import java.util.List;
import org.keycloak.models.RealmModel;

/** Says what a caller lacks for a thing that is stronger than they are, and so what to ask for. */
final class Lack {

  private static final int MAX_TOLD = 10;

  private Lack() {}

  /** The end of a sentence that starts with the thing. */
  static String of(Caller caller, Strength strength, RealmModel realm) {
    if (strength.administers() && !caller.hasFullAccess(realm)) {
      return "leads to the administration of the realm, which needs "
          + (caller.isApplication() ? "full access." : "the role realm-admin.");
    }
    List<String> lacking = caller.lacking(strength, realm).stream().limit(MAX_TOLD).toList();
    String names = String.join(", ", lacking);
    return caller.isApplication()
        ? "leads to more than your credentials allow. They lack: " + names + "."
        : "leads to more than your admin roles allow. You lack these of realm-management: "
            + names
            + ".";
  }
}
