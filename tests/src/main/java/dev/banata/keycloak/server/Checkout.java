package dev.banata.keycloak.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** A checkout of this project, and where its build leaves things. */
public record Checkout(Path root) {

  /** The checkout around the working directory. */
  public static Checkout current() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("providers/pom.xml"))) {
        return new Checkout(folder);
      }
    }
    throw new IllegalStateException(start + " is not inside a checkout of this project");
  }

  /**
   * The JAR that goes into Keycloak's providers folder. With the system property {@code
   * banata.test.jar} it is another one: to see a test fail on what it was written against.
   */
  public Path jar() {
    String other = System.getProperty("banata.test.jar");
    return other != null
        ? Path.of(other).toAbsolutePath()
        : root.resolve("providers/target/banata-keycloak.jar");
  }

  /** Keycloak as it is published. */
  Path keycloak(String version) {
    return root.resolve("tests/target/dist/keycloak-" + version);
  }

  /** Copies of Keycloak that were built with the JAR. */
  Path builtKeycloaks() {
    return root.resolve("tests/target/built");
  }

  /** Logs and data of servers that tests start. */
  public Path testServers() {
    return root.resolve("tests/target/servers");
  }
}
