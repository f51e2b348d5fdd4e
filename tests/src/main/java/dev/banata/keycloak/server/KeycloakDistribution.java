package dev.banata.keycloak.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Keycloak that was built with our JAR for one database ({@code kc.sh build}), ready to be
 * started many times. It is kept, so that the same JAR is built in only once.
 */
public record KeycloakDistribution(Path home, String version, Database database) {

  private static final Map<String, String> QUICKLY =
      Map.of("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");

  /** A vault of files is there for who gives its folder at the start. */
  private static final List<String> BUILD_OPTIONS =
      List.of("--health-enabled=true", "--metrics-enabled=true", "--vault=file");

  /** The newest version that we support: what a person gets who does not ask for another. */
  public static String newestVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = KeycloakDistribution.class.getResourceAsStream("/keycloak.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  /** The distribution of that version, which Maven has unpacked, with the checkout's JAR. */
  public static KeycloakDistribution built(Checkout checkout, String version, Database database)
      throws IOException, InterruptedException {
    return built(checkout, version, database, List.of(checkout.jar()));
  }

  /** The same with another JAR, as with one of an older version. */
  public static KeycloakDistribution built(
      Checkout checkout, String version, Database database, Path jar)
      throws IOException, InterruptedException {
    return built(checkout, version, database, List.of(jar));
  }

  /** The distribution of that version as it is published, for comparisons. */
  public static KeycloakDistribution plain(Checkout checkout, String version, Database database)
      throws IOException, InterruptedException {
    return built(checkout, version, database, List.of());
  }

  public static KeycloakDistribution built(
      Checkout checkout, String version, Database database, List<Path> jars)
      throws IOException, InterruptedException {
    // Of each line, the newest is kept.
    String kind = jars.isEmpty() ? "plain-" : jars.equals(List.of(checkout.jar())) ? "" : "other-";
    String line = kind + version + "-" + database.id();
    Path cache = Files.createDirectories(checkout.builtKeycloaks());
    Path home = cache.resolve(line + "-" + fingerprint(jars));
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve(line + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("lost the lock on " + cache);
      }
      if (!Files.isDirectory(home)) {
        build(checkout.keycloak(version), database, jars, home);
      }
      deleteOthers(cache, line, home);
    }
    return new KeycloakDistribution(home, version, database);
  }

  private static void build(Path published, Database database, List<Path> jars, Path home)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(published)) {
      throw new NoSuchFileException(
          published.toString(), null, "Keycloak is not unpacked: run mvn package");
    }
    // Built aside and moved when done: a folder of the final name is always complete.
    Path draft = home.resolveSibling("building-" + home.getFileName());
    new FileTree(draft).delete();
    new FileTree(published).copyTo(draft);
    for (Path jar : jars) {
      Files.copy(
          jar,
          draft.resolve("providers").resolve(jar.getFileName()),
          StandardCopyOption.COPY_ATTRIBUTES);
    }

    Path output = home.resolveSibling("building-" + home.getFileName() + ".log");
    try (ChildProcess build = ChildProcess.start(buildCommand(draft, database), QUICKLY, output)) {
      int status = build.waitFor();
      if (status != 0) {
        throw new IOException(
            "kc.sh build of %s failed (status %d):\n%s"
                .formatted(published.getFileName(), status, build.outputTail()));
      }
    }
    Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> buildCommand(Path home, Database database) {
    return Stream.concat(
            Stream.of(
                // Through bash, because unpacking has lost the executable bit.
                "bash", home.resolve("bin/kc.sh").toString(), "build", "--db=" + database.vendor()),
            BUILD_OPTIONS.stream())
        .toList();
  }

  /** Deletes what was built with earlier JARs; running servers have links of their own. */
  private static void deleteOthers(Path cache, String line, Path home) throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      List<Path> others =
          entries
              .filter(entry -> entry.getFileName().toString().startsWith(line + "-"))
              .filter(entry -> !entry.equals(home))
              .toList();
      for (Path other : others) {
        new FileTree(other).delete();
      }
    }
  }

  private static String fingerprint(List<Path> jars) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.join(" ", BUILD_OPTIONS).getBytes(StandardCharsets.UTF_8));
      for (Path jar : jars) {
        digest.update(Files.readAllBytes(jar));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
