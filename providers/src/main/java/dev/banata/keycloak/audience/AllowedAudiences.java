package dev.banata.keycloak.audience;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;

/**
 * The audiences that tokens of a client may have, as they are kept at the client: its attribute
 * {@code banata.audiences}, in Keycloak's own notation for several values. None means the client
 * itself.
 */
public final class AllowedAudiences {

  /** Client attribute with the audiences. */
  public static final String ATTRIBUTE = "banata.audiences";

  private static final String SEPARATOR = "##";

  private AllowedAudiences() {}

  /** False for a text that cannot be an audience, because of line breaks or the like in it. */
  public static boolean isAudience(String text) {
    return !Targets.hasControls(text);
  }

  /** Never empty; in the order in which they are kept. */
  public static Set<String> of(ClientModel client) {
    String value = client.getAttribute(ATTRIBUTE);
    Set<String> audiences = value == null ? Set.of() : parse(value);
    return audiences.isEmpty() ? Set.of(client.getClientId()) : audiences;
  }

  static void set(ClientModel client, Collection<String> audiences) {
    client.setAttribute(ATTRIBUTE, String.join(SEPARATOR, audiences));
  }

  static boolean isSet(ClientModel client) {
    return client.getAttribute(ATTRIBUTE) != null;
  }

  static Set<String> parse(String value) {
    Set<String> audiences =
        Arrays.stream(value.split(SEPARATOR))
            .map(String::strip)
            .filter(text -> !text.isEmpty() && isAudience(text))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return Collections.unmodifiableSet(audiences);
  }
}
