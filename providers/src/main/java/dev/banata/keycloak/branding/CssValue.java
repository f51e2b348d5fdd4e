package dev.banata.keycloak.branding;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.htmlunit.cssparser.parser.LexicalUnit;
import org.htmlunit.cssparser.parser.LexicalUnit.LexicalUnitType;

/** Writes a value of a property, piece by piece; a piece that is not allowed refuses it all. */
final class CssValue {

  private static final Pattern IDENT = Pattern.compile("-{0,2}[A-Za-z_][A-Za-z0-9_-]{0,99}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final Pattern UNIT = Pattern.compile("[A-Za-z]{0,9}|%");
  private static final int MAX_CHANNEL = 255;

  private final StringBuilder text = new StringBuilder();

  private CssValue() {}

  static Optional<String> write(LexicalUnit first) {
    CssValue value = new CssValue();
    return value.sequence(first) ? Optional.of(value.text.toString()) : Optional.empty();
  }

  private boolean sequence(LexicalUnit first) {
    boolean start = true;
    for (LexicalUnit unit = first; unit != null; unit = unit.getNextLexicalUnit()) {
      boolean comma = unit.getLexicalUnitType() == LexicalUnitType.OPERATOR_COMMA;
      if (!start && !comma) {
        text.append(' ');
      }
      if (!one(unit)) {
        return false;
      }
      start = false;
    }
    return true;
  }

  private boolean one(LexicalUnit unit) {
    return switch (unit.getLexicalUnitType()) {
      case OPERATOR_COMMA -> add(",");
      case OPERATOR_PLUS -> add("+");
      case OPERATOR_MINUS -> add("-");
      case OPERATOR_MULTIPLY -> add("*");
      case OPERATOR_SLASH -> add("/");
      case INHERIT -> add("inherit");
      case NONE -> add("none");
      case FROM -> add("from");
      case IDENT -> IDENT.matcher(unit.getStringValue()).matches() && add(unit.getStringValue());
      case STRING_VALUE -> string(unit.getStringValue());
      case RGBCOLOR -> rgb(unit);
      case FUNCTION,
          FUNCTION_CALC,
          HSLCOLOR,
          HWBCOLOR,
          LABCOLOR,
          LCHCOLOR,
          RECT_FUNCTION,
          COUNTER_FUNCTION,
          COUNTERS_FUNCTION ->
          function(unit);
      case URI, ATTR, UNICODERANGE -> false;
      default -> number(unit);
    };
  }

  private boolean add(String piece) {
    text.append(piece);
    return true;
  }

  private boolean number(LexicalUnit unit) {
    String written = unit.toString();
    String dimension = Optional.ofNullable(unit.getDimensionUnitText()).orElse("");
    return written.endsWith(dimension)
        && UNIT.matcher(dimension).matches()
        && NUMBER.matcher(written.substring(0, written.length() - dimension.length())).matches()
        && add(written);
  }

  /** The parser makes rgb() of the shorter {@code #rrggbb}. */
  private boolean rgb(LexicalUnit unit) {
    StringBuilder hex = new StringBuilder("#");
    for (LexicalUnit each = unit.getParameters(); each != null; each = each.getNextLexicalUnit()) {
      if (each.getLexicalUnitType() == LexicalUnitType.INTEGER) {
        int channel = Math.min(Math.max(each.getIntegerValue(), 0), MAX_CHANNEL);
        hex.append(String.format(Locale.ROOT, "%02x", channel));
      } else if (each.getLexicalUnitType() != LexicalUnitType.OPERATOR_COMMA) {
        return function(unit);
      }
    }
    return hex.length() == "#rrggbb".length() ? add(hex.toString()) : function(unit);
  }

  private boolean function(LexicalUnit unit) {
    String name = Optional.ofNullable(unit.getFunctionName()).orElse("").toLowerCase(Locale.ROOT);
    if (!AllowedCss.isFunction(name)) {
      return false;
    }
    text.append(name).append('(');
    boolean allowed = sequence(unit.getParameters());
    text.append(')');
    return allowed;
  }

  /** Hexadecimal for all that means something in CSS or in HTML around it. */
  private boolean string(String content) {
    text.append('"');
    for (int character : content.codePoints().toArray()) {
      boolean plain = character >= ' ' && "\"\\<>&'{}()@;/*".indexOf(character) < 0;
      if (Character.getType(character) == Character.SURROGATE
          || character == '\uFEFF'
          || character == 0) {
        return false;
      }
      if (plain && Character.getType(character) != Character.CONTROL) {
        text.appendCodePoint(character);
      } else {
        text.append('\\').append(Integer.toHexString(character)).append(' ');
      }
    }
    text.append('"');
    return true;
  }
}
