package dev.banata.keycloak.server;

import java.util.Iterator;
import java.util.List;

/** The command line of bin/dev, which the script has checked already. */
record DevOptions(int port, int nodes, Database database, boolean fresh) {

  static DevOptions parse(List<String> arguments) {
    int port = 8080;
    int nodes = 1;
    Database database = Database.H2;
    boolean fresh = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--port" -> port = Integer.parseInt(rest.next());
        case "--nodes" -> nodes = Integer.parseInt(rest.next());
        case "--postgres" -> database = Database.POSTGRES;
        case "--fresh" -> fresh = true;
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    // The embedded H2 belongs to one process.
    return new DevOptions(port, nodes, nodes > 1 ? Database.POSTGRES : database, fresh);
  }
}
