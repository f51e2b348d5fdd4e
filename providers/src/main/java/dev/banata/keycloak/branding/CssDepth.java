package dev.banata.keycloak.branding;

/**
 * Whether the parser can read a style sheet with the stack that there is: it calls itself for each
 * bracket, and for each part of a selector or a value. Brackets in strings, in comments and after a
 * backslash do not count (<a href="https://www.w3.org/TR/css-syntax-3/#tokenization">CSS Syntax,
 * §4</a>).
 */
final class CssDepth {

  private static final int MAX_NESTING = 32;

  /** Characters without a brace, a semicolon or a comma; a selector may have 500. */
  private static final int MAX_RUN = 600;

  private final String text;
  private final StringBuilder closing = new StringBuilder();
  private int at;

  private CssDepth(String text) {
    this.text = text;
  }

  static boolean isBounded(String text) {
    return new CssDepth(text).isBounded();
  }

  private boolean isBounded() {
    int runBegin = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (c == '"' || c == '\'') {
        string(c);
      } else {
        next();
        bracket(c);
      }
      if (closing.length() > MAX_NESTING || at - runBegin > MAX_RUN) {
        return false;
      }
      if ("{};,".indexOf(c) >= 0) {
        runBegin = at;
      }
    }
    return true;
  }

  /** To the end of a string, which is at a line break if its quote is missing. */
  private void string(char quote) {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      next();
      if (c == quote || c == '\n' || c == '\r' || c == '\f') {
        return;
      }
    }
  }

  /** A backslash takes the next character with it, and both of a line break that has two. */
  private void next() {
    boolean escape = text.charAt(at) == '\\';
    at += escape && text.startsWith("\r\n", at + 1) ? 3 : escape ? 2 : 1;
  }

  /** A closing bracket that fits no open one closes nothing. */
  private void bracket(char c) {
    int open = "([{".indexOf(c);
    if (open >= 0) {
      closing.append(")]}".charAt(open));
    } else if (!closing.isEmpty() && closing.charAt(closing.length() - 1) == c) {
      closing.setLength(closing.length() - 1);
    }
  }
}
