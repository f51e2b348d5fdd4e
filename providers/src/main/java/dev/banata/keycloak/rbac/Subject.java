package dev.banata.keycloak.rbac;

import java.util.Collection;
import java.util.List;

/** Whose permissions a check is about. */
public interface Subject {

  /** What the subject may do, sorted: slugs and wildcards. */
  List<String> permissions();

  /** True if the subject has the permission or wildcard of that slug. */
  boolean has(String slug);

  default boolean hasAll(Collection<String> slugs) {
    return slugs.stream().allMatch(this::has);
  }

  default boolean hasAny(Collection<String> slugs) {
    return slugs.stream().anyMatch(this::has);
  }
}
