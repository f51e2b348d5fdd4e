package dev.banata.keycloak.server;

import java.util.Iterator;
import java.util.List;

/** The command line of bin/dev, which the script has checked already. */
record DevOptions(int port, Database database, boolean fresh) {

  static DevOptions parse(List<String> arguments) {
    int port = 8080;
    Database database = Database.H2;
    boolean fresh = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--port" -> port = Integer.parseInt(rest.next());
        case "--postgres" -> database = Database.POSTGRES;
        case "--fresh" -> fresh = true;
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new DevOptions(port, database, fresh);
  }
}
