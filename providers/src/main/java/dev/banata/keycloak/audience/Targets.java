package dev.banata.keycloak.audience;

import dev.banata.keycloak.compat.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.OAuthErrorException;

/**
 * What a request wants to have a token for. {@code resource} is an absolute URI without a fragment
 * (RFC 8707 §2), or {@code urn:client:<clientId>} as Keycloak's own resource indicators have it;
 * {@code audience} is a name (RFC 8693 §2.1), or several with spaces between them. Both can come
 * more than once, and all together are one set.
 */
public final class Targets {

  static final Targets NONE = new Targets(Set.of());

  private static final String CLIENT = "urn:client:";

  /** Starts a URI of ours that carries several targets where Keycloak keeps one resource. */
  private static final String SEVERAL = "urn:banata:targets:";

  private static final String LINE = "\n";

  private final Set<String> names;

  private Targets(Collection<String> names) {
    this.names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  static Targets ofNames(Collection<String> names) {
    return new Targets(names);
  }

  /**
   * The targets of a request.
   *
   * @throws Refusal {@code invalid_target} if a resource is none, or a name has control characters
   */
  static Targets of(Collection<String> resources, Collection<String> audiences) throws Refusal {
    Set<String> names = new LinkedHashSet<>();
    for (String resource : resources) {
      if (!resource.isBlank()) {
        names.addAll(namesOf(resource));
      }
    }
    for (String audience : audiences) {
      Arrays.stream(audience.split(" ", -1)).filter(name -> !name.isEmpty()).forEach(names::add);
    }
    if (names.stream().anyMatch(Targets::hasControls)) {
      throw new Refusal(
          OAuthErrorException.INVALID_TARGET, "An audience must not have control characters");
    }
    return names.isEmpty() ? NONE : new Targets(names);
  }

  /** A line break in a name would make two of it where several are kept as one text. */
  static boolean hasControls(String name) {
    return name.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
  }

  private static List<String> namesOf(String resource) throws Refusal {
    if (resource.startsWith(SEVERAL)) {
      return decode(resource.substring(SEVERAL.length()));
    }
    if (resource.startsWith(CLIENT)) {
      return List.of(resource.substring(CLIENT.length()));
    }
    try {
      URI uri = new URI(resource);
      if (uri.isAbsolute() && uri.getRawFragment() == null) {
        return List.of(resource);
      }
    } catch (URISyntaxException e) {
      throw malformed();
    }
    throw malformed();
  }

  private static List<String> decode(String encoded) throws Refusal {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(encoded);
      return List.of(new String(bytes, StandardCharsets.UTF_8).split(LINE));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static Refusal malformed() {
    return new Refusal(
        OAuthErrorException.INVALID_TARGET,
        "A resource must be an absolute URI without a fragment");
  }

  /**
   * Several values of a request as one, which says the same to {@link #of}. It does not judge them:
   * what is no resource stays none.
   */
  public static String asOneResource(Collection<String> resources, Collection<String> audiences) {
    try {
      Set<String> names = of(resources, audiences).names;
      String text = String.join(LINE, names);
      return SEVERAL
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    } catch (Refusal e) {
      return SEVERAL;
    }
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  Set<String> names() {
    return names;
  }
}
