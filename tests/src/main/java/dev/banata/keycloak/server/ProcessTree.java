package dev.banata.keycloak.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL's processes, which can be halted: a database that is there and does not answer. */
public final class ProcessTree {

  private final ProcessHandle root;

  private ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** The processes of the PostgreSQL that runs on this data folder. */
  public static ProcessTree ofPostgres(Path data) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    return new ProcessTree(
        ProcessHandle.of(pid).orElseThrow(() -> new IOException("no process " + pid)));
  }

  /** Halts all of them where they are (SIGSTOP). */
  public void suspend() throws IOException, InterruptedException {
    // The root first: what it would start meanwhile would run on.
    signal("STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    Stream.concat(Stream.of(root), root.descendants())
        .map(process -> Long.toString(process.pid()))
        .forEach(command::add);
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status);
    }
  }
}
