package dev.banata.keycloak.email;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The style of a block: properties with values that are safe in CSS. */
record BlockStyle(Map<StyleKey, String> values) {

  static final BlockStyle NONE = new BlockStyle(Map.of());

  BlockStyle {
    values = Map.copyOf(values);
  }

  Optional<String> get(StyleKey key) {
    return Optional.ofNullable(values.get(key));
  }

  boolean has(StyleKey key) {
    return values.containsKey(key);
  }

  /** The style with a value for what it does not say. */
  BlockStyle orElse(StyleKey key, String css) {
    if (has(key)) {
      return this;
    }
    Map<StyleKey, String> more = copy();
    more.put(key, css);
    return new BlockStyle(more);
  }

  /** The style without some properties. */
  BlockStyle without(StyleKey... keys) {
    Map<StyleKey, String> fewer = copy();
    fewer.keySet().removeAll(Set.of(keys));
    return new BlockStyle(fewer);
  }

  /**
   * Declarations for an attribute {@code style}, in the order of the keys: a side after the box.
   */
  String css() {
    StringBuilder css = new StringBuilder();
    copy()
        .forEach((key, value) -> css.append(key.property()).append(':').append(value).append(';'));
    return css.toString();
  }

  private Map<StyleKey, String> copy() {
    Map<StyleKey, String> copy = new EnumMap<>(StyleKey.class);
    copy.putAll(values);
    return copy;
  }
}
