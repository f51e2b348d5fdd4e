package dev.banata.keycloak.server;

import java.util.Arrays;

/** The databases that servers are run on here. */
public enum Database {
  /** Embedded in Keycloak, in a file of its data folder. */
  H2("h2", "dev-file", "H2"),
  POSTGRES("postgres", "postgres", "PostgreSQL");

  private final String id;
  private final String vendor;
  private final String title;

  Database(String id, String vendor, String title) {
    this.id = id;
    this.vendor = vendor;
    this.title = title;
  }

  /** The database of that id. */
  public static Database of(String id) {
    return Arrays.stream(values())
        .filter(database -> database.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no database " + id + ": h2 or postgres"));
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /** The value of Keycloak's option {@code --db}. */
  String vendor() {
    return vendor;
  }
}
