package dev.banata.keycloak.branding;

/**
 * Whether the parser can read a style sheet with the stack that there is: it calls itself for each
 * bracket, and for each part of a selector or a value.
 */
final class CssDepth {

  private static final int MAX_NESTING = 32;

  /** Characters without a brace, a semicolon or a comma; a selector may have 500. */
  private static final int MAX_RUN = 600;

  private CssDepth() {}

  static boolean isBounded(String text) {
    int nesting = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        i = end < 0 ? text.length() : end + 1;
        continue;
      }
      char c = text.charAt(i);
      run = "{};,".indexOf(c) < 0 ? run + 1 : 0;
      if ("([{".indexOf(c) >= 0) {
        nesting++;
      } else if (")]}".indexOf(c) >= 0) {
        nesting = Math.max(0, nesting - 1);
      }
      if (nesting > MAX_NESTING || run > MAX_RUN) {
        return false;
      }
    }
    return true;
  }
}
