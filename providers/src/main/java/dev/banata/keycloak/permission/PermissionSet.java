package dev.banata.keycloak.permission;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A set of permissions: slugs, {@code resource.*} wildcards, or {@code *} for all. The empty set is
 * no permission.
 *
 * <p>{@link Permission#PROJECT_DELETE} is only in a set that names it: no wildcard includes it.
 */
public final class PermissionSet {

  /** Longest slug, in characters. */
  public static final int MAX_LENGTH = 128;

  /** The wildcard that stands for every permission. */
  public static final String ALL = "*";

  private static final PermissionSet EVERY = new PermissionSet(Set.of(ALL));
  private static final Pattern SLUG =
      Pattern.compile("\\*|(?=.{1,255}$)[a-z0-9_-]+([.:][a-z0-9_-]+)*[.:](\\*|[a-z0-9_-]+)");

  private final Set<String> slugs;

  private PermissionSet(Set<String> slugs) {
    this.slugs = slugs;
  }

  public static PermissionSet none() {
    return of(Set.of());
  }

  /** All permissions, those that a project adds later included. */
  public static PermissionSet all() {
    return EVERY;
  }

  public static PermissionSet of(Permission permission) {
    return of(Set.of(permission.slug()));
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
  public static String normalize(String slug) {
    return slug.replace(':', '.');
  }

  public boolean isFull() {
    return slugs.contains(ALL);
  }

  public boolean isEmpty() {
    return slugs.isEmpty();
  }

  public boolean contains(Permission permission) {
    return contains(permission.slug());
  }

  /** True if a slug or a wildcard is granted, by itself or by a wider wildcard. */
  public boolean contains(String slug) {
    String wanted = normalize(slug);
    if (slugs.contains(wanted)) {
      return true;
    }
    if (wanted.equals(Permission.PROJECT_DELETE.slug())) {
      return false;
    }
    if (isFull()) {
      return true;
    }
    for (int dot = wanted.lastIndexOf('.'); dot > 0; dot = wanted.lastIndexOf('.', dot - 1)) {
      if (slugs.contains(wanted.substring(0, dot + 1) + ALL)) {
        return true;
      }
    }
    return false;
  }

  /** True if everything that the other set grants is granted here. */
  public boolean covers(PermissionSet other) {
    return other.slugs.stream().allMatch(this::contains);
  }

  public PermissionSet plus(PermissionSet other) {
    Set<String> union = new TreeSet<>(slugs);
    union.addAll(other.slugs);
    return new PermissionSet(union);
  }

  /** The slugs, sorted; {@code *} for full access. */
  public List<String> toList() {
    return List.copyOf(slugs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PermissionSet set && slugs.equals(set.slugs);
  }

  @Override
  public int hashCode() {
    return slugs.hashCode();
  }

  @Override
  public String toString() {
    return String.join(" ", slugs);
  }
}
