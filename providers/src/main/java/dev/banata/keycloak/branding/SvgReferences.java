package dev.banata.keycloak.branding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much is drawn of an image whose elements are used again and again. Ten elements that each use
 * the one before ten times are ten thousand million to a browser.
 */
final class SvgReferences {

  /** Elements that are drawn, each as often as it is used. */
  private static final long MAX_DRAWN = 20_000;

  /** Elements inside of elements, and uses of uses. */
  private static final int MAX_DEPTH = 200;

  /** What is painted with fill, stroke and markers, its own or those of an element around it. */
  private static final Set<String> PAINTED =
      Set.of(
          "path",
          "rect",
          "circle",
          "ellipse",
          "line",
          "polyline",
          "polygon",
          "text",
          "tspan",
          "use");

  private static final Set<String> PAINT =
      Set.of("fill", "stroke", "marker-start", "marker-mid", "marker-end");

  private static final String MARKER = "marker-";

  /** About what a vertex of a path needs, and each vertex can have a marker. */
  private static final int CHARACTERS_OF_A_VERTEX = 4;

  private final List<Element> roots = new ArrayList<>();
  private final Deque<Element> open = new ArrayDeque<>();
  private final Map<String, Element> byId = new HashMap<>();

  /** Of all shapes of the image. */
  private long vertices;

  private static final class Element {
    private final String name;
    private final List<Element> children = new ArrayList<>();
    private final List<String> uses = new ArrayList<>();

    /** Ids by property; a property that the element overrides counts all the same. */
    private final Map<String, String> paint = new HashMap<>();

    private long vertices;
    private long drawn = -1;
    private boolean beingCounted;

    Element(String name) {
      this.name = name;
    }
  }

  /** Takes up an element with the attributes that are left of it. */
  void begin(String name, Map<String, String> attributes) {
    Element element = new Element(name);
    if (open.isEmpty()) {
      roots.add(element);
    } else {
      open.peek().children.add(element);
      element.paint.putAll(open.peek().paint);
    }
    open.push(element);
    byId.putIfAbsent(attributes.get("id"), element);
    element.vertices = vertices(attributes);
    vertices += element.vertices;
    attributes.forEach(
        (property, value) -> {
          if (PAINT.contains(property) && value.startsWith("url(")) {
            element.paint.put(property, id(value));
          } else if (property.equals("href") || value.startsWith("url(")) {
            element.uses.add(id(value));
          }
        });
  }

  private static long vertices(Map<String, String> attributes) {
    long characters = attributes.getOrDefault("d", "").length();
    characters += attributes.getOrDefault("points", "").length();
    return (characters + CHARACTERS_OF_A_VERTEX - 1) / CHARACTERS_OF_A_VERTEX;
  }

  private static String id(String reference) {
    int begin = reference.indexOf('#') + 1;
    int end = begin;
    while (end < reference.length() && "\"') ".indexOf(reference.charAt(end)) < 0) {
      end++;
    }
    return reference.substring(begin, end);
  }

  void end() {
    open.pop();
  }

  /** False if a browser would draw too much, or come to no end. */
  boolean areFew() {
    return roots.stream().mapToLong(root -> drawn(root, 0)).sum() <= MAX_DRAWN;
  }

  private long drawn(Element element, int depth) {
    if (element.beingCounted || depth > MAX_DEPTH) {
      return MAX_DRAWN + 1;
    }
    if (element.drawn < 0) {
      element.beingCounted = true;
      element.drawn = count(element, depth + 1);
      element.beingCounted = false;
    }
    return element.drawn;
  }

  private long count(Element element, int depth) {
    long used = 0;
    for (String id : element.uses) {
      used = atMost(used + drawn(id, depth));
    }
    long all = 1 + used;
    for (Element child : element.children) {
      all = atMost(all + drawn(child, depth));
    }
    if (PAINTED.contains(element.name)) {
      for (Map.Entry<String, String> paint : element.paint.entrySet()) {
        long times = paint.getKey().startsWith(MARKER) ? verticesOf(element) : 1;
        all = atMost(all + drawn(paint.getValue(), depth) * atMost(times * (1 + used)));
      }
    }
    return all;
  }

  /** Whatever is used may be any of the image's shapes. */
  private long verticesOf(Element element) {
    return atMost(element.name.equals("use") ? vertices : Math.max(1, element.vertices));
  }

  private long drawn(String id, int depth) {
    Element used = byId.get(id);
    return used == null ? 0 : drawn(used, depth);
  }

  private static long atMost(long count) {
    return Math.min(MAX_DRAWN + 1, count);
  }
}
