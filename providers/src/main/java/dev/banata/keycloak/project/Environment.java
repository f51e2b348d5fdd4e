package dev.banata.keycloak.project;

import java.util.Arrays;
import java.util.Locale;

/** What a project is for; kept in the realm attribute {@code banata.environment}. */
public enum Environment {
  DEVELOPMENT,
  STAGING,
  PRODUCTION;

  /** Name of the realm attribute. */
  public static final String ATTRIBUTE = "banata.environment";

  /** The environment of that name; {@link #DEVELOPMENT} for null or a name that is none. */
  public static Environment of(String name) {
    return Arrays.stream(values())
        .filter(environment -> environment.text().equals(name))
        .findFirst()
        .orElse(DEVELOPMENT);
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
