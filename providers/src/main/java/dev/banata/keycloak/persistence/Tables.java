package dev.banata.keycloak.persistence;

import java.util.List;

/** The JPA entities of one capability; registered in {@code META-INF/services}. */
public interface Tables {

  List<Class<?>> entities();
}
