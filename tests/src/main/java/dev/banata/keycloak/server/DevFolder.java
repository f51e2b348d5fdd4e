package dev.banata.keycloak.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** What bin/dev keeps between two runs. One run at a time has it. */
final class DevFolder implements Closeable {

  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel channel;

  private DevFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static DevFolder open(Path folder) throws IOException, DevFailure {
    // Nobody else's business: it holds password hashes and signing keys.
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // Held until the channel is closed, and by the kernel: nothing to clean up after a crash.
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new DevFailure("another bin/dev is running with the data in " + folder);
    }
    return new DevFolder(folder, channel);
  }

  /** Forgets everything: databases, logs, the admin's password. */
  void clear() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all =
          entries.filter(entry -> !entry.getFileName().toString().equals(LOCK)).toList();
      for (Path entry : all) {
        new FileTree(entry).delete();
      }
    }
  }

  Path server(Database database) {
    return folder.resolve(database.id());
  }

  /** Of a node of a cluster, counted from 1. The first is the one that runs without a cluster. */
  Path server(Database database, int node) {
    return node == 1 ? server(database) : folder.resolve(database.id() + "-node-" + node);
  }

  Path postgresData() {
    return server(Database.POSTGRES).resolve("database");
  }

  Path adminPasswordFile() {
    return folder.resolve("admin-password");
  }

  /** The admin's password: made up at the first start, readable by the owner only. */
  String adminPassword() throws IOException {
    Path file = adminPasswordFile();
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[15];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password + "\n");
    return password;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
