package dev.banata.keycloak.organization;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.models.OrganizationModel;

/**
 * Names and slugs. Keycloak wants the name of an organization to be unique in its realm, the
 * contract does not: the second of a name has its slug behind it in Keycloak.
 */
final class OrganizationNames {

  /** Attribute with the name as it was given, if another organization has it as well. */
  static final String ATTRIBUTE = "banata.name";

  private static final int MAX_NAME = 255;
  private static final int MAX_SLUG = 128;
  private static final int MIN_SLUG = 2;
  private static final String NONE = "organization";

  private OrganizationNames() {}

  /** The name that is unique by the slug in it. */
  static String unique(String name, String slug) {
    String suffix = " (" + slug + ")";
    return name.substring(0, Math.min(name.length(), MAX_NAME - suffix.length())) + suffix;
  }

  /** The name as it was given, of an organization that has not been renamed elsewhere since. */
  static String of(OrganizationModel organization) {
    List<String> given = organization.getAttributes().getOrDefault(ATTRIBUTE, List.of());
    return given.stream()
        .filter(name -> unique(name, organization.getAlias()).equals(organization.getName()))
        .findFirst()
        .orElse(organization.getName());
  }

  /** A free slug that looks like the name: {@code acme}, {@code acme-2}, … */
  static String slug(String name, Predicate<String> isTaken) {
    String base = base(name);
    return Stream.concat(
            Stream.of(base),
            IntStream.iterate(2, i -> i + 1)
                .mapToObj(i -> cut(base, MAX_SLUG - 1 - Integer.toString(i).length()) + "-" + i))
        .filter(isTaken.negate())
        .findFirst()
        .orElseThrow();
  }

  private static String base(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String slug = cut(plain.startsWith("-") ? plain.substring(1) : plain, MAX_SLUG);
    return slug.length() < MIN_SLUG ? NONE : slug;
  }

  private static String cut(String text, int length) {
    String cut = text.length() <= length ? text : text.substring(0, length);
    return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
  }
}
