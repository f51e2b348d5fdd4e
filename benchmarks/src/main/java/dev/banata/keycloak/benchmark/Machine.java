package dev.banata.keycloak.benchmark;

import dev.banata.keycloak.server.KeycloakDistribution;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where and with what it was measured. */
final class Machine {

  private Machine() {}

  static String describe() throws IOException {
    long memory =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize();
    return "Measured on %s: %d cores, %d GiB, %s %s, Java %s, Keycloak %s, PostgreSQL 14 (embedded), heap of 1 GiB each."
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            Math.round(memory / 1024.0 / 1024 / 1024),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version(),
            KeycloakDistribution.newestVersion());
  }
}
