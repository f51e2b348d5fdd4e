package dev.banata.keycloak.permission;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a key may do: a list of permission slugs, {@code resource.*} wildcards or {@code *}. The
 * empty list is full access, as the wire contract has it.
 */
public final class PermissionSet {

  /** Longest slug, in characters. */
  public static final int MAX_LENGTH = 128;

  private static final String ALL = "*";
  private static final Pattern SLUG =
      Pattern.compile("\\*|[a-z0-9_-]+([.:][a-z0-9_-]+)*[.:](\\*|[a-z0-9_-]+)");

  private final Set<String> slugs;

  private PermissionSet(Set<String> slugs) {
    this.slugs = slugs;
  }

  public static PermissionSet of(Collection<String> slugs) {
    Set<String> normalized = new TreeSet<>();
    slugs.forEach(slug -> normalized.add(normalize(slug)));
    return new PermissionSet(normalized);
  }

  public static boolean isWellFormed(String slug) {
    return slug.length() <= MAX_LENGTH && SLUG.matcher(slug).matches();
  }

  /** Both separators of the contract mean the same: {@code user:read} is {@code user.read}. */
  private static String normalize(String slug) {
    return slug.replace(':', '.');
  }

  public boolean isFull() {
    return slugs.isEmpty() || slugs.contains(ALL);
  }

  public boolean contains(Permission permission) {
    return contains(permission.slug());
  }

  /** True if a slug or a wildcard is granted, by itself or by a wider wildcard. */
  public boolean contains(String slug) {
    String wanted = normalize(slug);
    if (isFull() || slugs.contains(wanted)) {
      return true;
    }
    for (int dot = wanted.lastIndexOf('.'); dot > 0; dot = wanted.lastIndexOf('.', dot - 1)) {
      if (slugs.contains(wanted.substring(0, dot + 1) + ALL)) {
        return true;
      }
    }
    return false;
  }

  /** True only if the list itself names the permission: full access and wildcards do not count. */
  public boolean names(Permission permission) {
    return slugs.contains(permission.slug());
  }

  /** True if everything that the other set grants is granted here: a grant can only narrow. */
  public boolean covers(PermissionSet other) {
    if (isFull()) {
      return true;
    }
    return !other.isFull() && other.slugs.stream().allMatch(this::contains);
  }

  /** The slugs, sorted; empty for full access. */
  public List<String> toList() {
    return List.copyOf(slugs);
  }

  @Override
  public String toString() {
    return slugs.isEmpty() ? ALL : String.join(" ", slugs);
  }
}
