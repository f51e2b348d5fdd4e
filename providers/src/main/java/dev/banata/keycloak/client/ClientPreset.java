package dev.banata.keycloak.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.uri.UriRules.Allowed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * A type of client as {@code realm-templates/clients/<type>.json} has it.
 *
 * @param redirects the kinds of redirect URIs that it may have; none for a type without
 * @param origins whether it may have trusted origins
 * @param authentication the ways in which it may prove itself; the first is the default
 */
record ClientPreset(
    AuthClientType type,
    Set<Allowed> redirects,
    boolean origins,
    List<ClientAuthentication> authentication,
    JsonNode client) {

  private static final ObjectMapper MAPPER = JsonSerialization.mapper;
  private static final Map<AuthClientType, ClientPreset> ALL = load();

  static ClientPreset of(AuthClientType type) {
    return ALL.get(type);
  }

  private static Map<AuthClientType, ClientPreset> load() {
    Map<AuthClientType, ClientPreset> all = new EnumMap<>(AuthClientType.class);
    for (AuthClientType type : AuthClientType.values()) {
      all.put(type, read(type));
    }
    return all;
  }

  private static ClientPreset read(AuthClientType type) {
    String path = "/realm-templates/clients/" + type.text() + ".json";
    try (InputStream json = ClientPreset.class.getResourceAsStream(path)) {
      if (json == null) {
        throw new IOException("The JAR has no " + path);
      }
      JsonNode preset = MAPPER.readTree(json);
      return new ClientPreset(
          type,
          names(preset.get("redirects")).stream().map(Allowed::valueOf).collect(Collectors.toSet()),
          preset.get("origins").booleanValue(),
          names(preset.get("authentication")).stream().map(ClientAuthentication::valueOf).toList(),
          preset.get("client"));
    } catch (IOException e) {
      throw new UncheckedIOException("Bad preset for clients of type " + type.text(), e);
    }
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(each -> names.add(each.textValue().toUpperCase(Locale.ROOT)));
    return names;
  }

  /** The preset's settings, in a representation of its own for each call. */
  ClientRepresentation representation() {
    return MAPPER.convertValue(client, ClientRepresentation.class);
  }

  /** Names of grants that the client has switched on and the type does not have. */
  List<String> foreignGrants(ClientModel model) {
    List<String> foreign = new ArrayList<>();
    add(foreign, "standardFlowEnabled", model.isStandardFlowEnabled());
    add(foreign, "implicitFlowEnabled", model.isImplicitFlowEnabled());
    add(foreign, "directAccessGrantsEnabled", model.isDirectAccessGrantsEnabled());
    add(foreign, "serviceAccountsEnabled", model.isServiceAccountsEnabled());
    boolean device = Boolean.parseBoolean(model.getAttribute(ClientAttributes.DEVICE_GRANT));
    boolean hasDevice =
        client.path("attributes").path(ClientAttributes.DEVICE_GRANT).asText().equals("true");
    if (device && !hasDevice) {
      foreign.add("attributes." + ClientAttributes.DEVICE_GRANT);
    }
    if (!model.isPublicClient() && authentication.equals(List.of(ClientAuthentication.NONE))) {
      foreign.add("publicClient");
    }
    return foreign;
  }

  private void add(List<String> foreign, String field, boolean enabled) {
    if (enabled && !client.path(field).asBoolean()) {
      foreign.add(field);
    }
  }
}
