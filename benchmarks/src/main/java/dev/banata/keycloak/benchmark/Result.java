package dev.banata.keycloak.benchmark;

/**
 * What was measured of one operation at one number of projects.
 *
 * @param plain null where plain Keycloak has nothing like it
 */
record Result(String operation, String unit, int projects, Samples plain, Samples banata) {

  /** How many times as long plain Keycloak takes. */
  double ratio() {
    return plain == null ? Double.NaN : plain.median() / banata.median();
  }
}
