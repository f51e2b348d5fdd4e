package dev.banata.keycloak.branding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much is drawn of an image whose elements are used again and again. Ten elements that each use
 * the one before ten times are ten thousand million to a browser.
 */
final class SvgReferences {

  /** Elements that are drawn, each as often as it is used. */
  private static final long MAX_DRAWN = 20_000;

  /** Elements inside of elements, and uses of uses. */
  private static final int MAX_DEPTH = 200;

  private static final String MARKER = "marker-";

  /** About what a vertex of a path needs, and each vertex can have a marker. */
  private static final int CHARACTERS_OF_A_VERTEX = 4;

  private final List<Element> roots = new ArrayList<>();
  private final Deque<Element> open = new ArrayDeque<>();
  private final Map<String, Element> byId = new HashMap<>();

  private static final class Element {
    private final List<Element> children = new ArrayList<>();
    private final Map<String, Long> uses = new HashMap<>();
    private long drawn = -1;
    private boolean beingCounted;
  }

  /** Takes up an element with the attributes that are left of it. */
  void begin(Map<String, String> attributes) {
    Element element = new Element();
    (open.isEmpty() ? roots : open.peek().children).add(element);
    open.push(element);
    byId.putIfAbsent(attributes.get("id"), element);
    int shape =
        attributes.getOrDefault("d", "").length() + attributes.getOrDefault("points", "").length();
    attributes.forEach(
        (name, value) -> {
          int hash = value.indexOf('#');
          if (name.equals("href") || value.startsWith("url(")) {
            long times = name.startsWith(MARKER) ? 1 + shape / CHARACTERS_OF_A_VERTEX : 1;
            element.uses.merge(id(value.substring(hash + 1)), times, Long::sum);
          }
        });
  }

  private static String id(String reference) {
    int end = 0;
    while (end < reference.length() && "\"') ".indexOf(reference.charAt(end)) < 0) {
      end++;
    }
    return reference.substring(0, end);
  }

  void end() {
    open.pop();
  }

  /** False if a browser would draw too much, or come to no end. */
  boolean areFew() {
    long sum = 0;
    for (Element root : roots) {
      sum += drawn(root, 0);
    }
    return sum <= MAX_DRAWN;
  }

  private long drawn(Element element, int depth) {
    if (element.beingCounted || depth > MAX_DEPTH) {
      return MAX_DRAWN + 1;
    }
    if (element.drawn < 0) {
      element.beingCounted = true;
      long sum = 1;
      for (Element child : element.children) {
        sum = Math.min(MAX_DRAWN + 1, sum + drawn(child, depth + 1));
      }
      for (Map.Entry<String, Long> use : element.uses.entrySet()) {
        Element used = byId.get(use.getKey());
        long each = used == null ? 0 : drawn(used, depth + 1);
        sum = Math.min(MAX_DRAWN + 1, sum + each * use.getValue());
      }
      element.beingCounted = false;
      element.drawn = sum;
    }
    return element.drawn;
  }
}
