package dev.banata.keycloak.vault;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference {@code ${vault.<key>}} to Keycloak's vault. Those of this product have keys that
 * start with {@value #PREFIX}, so that a setting of a project can never name another secret of the
 * realm.
 *
 * @see <a href="https://www.keycloak.org/server/vault">Using a vault</a>
 */
public final class VaultReference {

  /** Start of the keys that this product may read. */
  public static final String PREFIX = "banata-";

  private static final Pattern OURS = Pattern.compile(PREFIX + "[a-z0-9_-]{1,100}");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{vault\\.([^}]+)}");

  private VaultReference() {}

  /** True for a text that is a reference, whoever it belongs to. */
  public static boolean is(String text) {
    return key(text).isPresent();
  }

  /** True for a reference that belongs to this product. */
  public static boolean isOurs(String text) {
    return key(text).filter(key -> OURS.matcher(key).matches()).isPresent();
  }

  /**
   * True for a text with a reference that some vault could take for one of ours: a store of keys
   * ignores case, and one of files knows paths.
   */
  public static boolean resemblesOurs(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("${vault.") && lower.contains(PREFIX);
  }

  /** The key that a reference names; nothing for any other text. */
  public static Optional<String> key(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
