package dev.banata.keycloak.example;

import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The programs of docs/examples, with the command that docs/consumers.md gives for each. */
enum Example {
  SPRING("java -jar docs/examples/spring/target/orders-api.jar"),
  QUARKUS("java -jar docs/examples/quarkus/target/quarkus-app/quarkus-run.jar"),
  NODE("node docs/examples/node/orders-api.mjs"),
  WEB("node docs/examples/node/web.mjs"),
  KEY("node docs/examples/node/key.mjs"),
  POS("node docs/examples/node/pos.mjs"),
  SERVICE("node docs/examples/node/service.mjs");

  /** For a quick start on little memory. */
  private static final String JAVA_OPTIONS =
      "-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";

  private final String command;

  Example(String command) {
    this.command = command;
  }

  String command() {
    return command;
  }

  boolean isNode() {
    return command.startsWith("node ");
  }

  /** Whether Node is there for those that need it. Where CI runs, it has to be. */
  boolean canRun() {
    return !isNode() || System.getenv("CI") != null || nodeAnswers();
  }

  private static boolean nodeAnswers() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      return node.waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for Node", e);
    }
  }

  Program start(Map<String, String> environment) throws IOException {
    Path root = Checkout.current().root();
    List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
    if (!isNode()) {
      arguments.set(0, Path.of(System.getProperty("java.home"), "bin/java").toString());
    }
    int file = arguments.size() - 1;
    Path product = root.resolve(arguments.get(file));
    if (!Files.exists(product)) {
      throw new IllegalStateException(product + " is missing; docs/examples/build makes it");
    }
    arguments.set(file, product.toString());

    Map<String, String> variables = new TreeMap<>(environment);
    variables.put("JAVA_TOOL_OPTIONS", JAVA_OPTIONS);
    Path folder = Files.createDirectories(Checkout.current().testServers().resolve("examples"));
    Path output = folder.resolve(name().toLowerCase(Locale.ROOT) + ".log");
    return new Program(ChildProcess.start(arguments, variables, output), output);
  }
}
