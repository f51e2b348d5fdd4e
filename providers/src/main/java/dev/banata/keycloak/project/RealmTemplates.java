package dev.banata.keycloak.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * The settings of a new project: {@code realm-templates/project.json}, overlaid field by field with
 * the file of its environment.
 */
final class RealmTemplates {

  private static final ObjectMapper MAPPER = JsonSerialization.mapper;

  private RealmTemplates() {}

  /** A representation of its own for each call, ready to be given a name. */
  static RealmRepresentation of(Environment environment) {
    try {
      JsonNode template = read("project");
      MAPPER.readerForUpdating(template).readValue(read(environment.text()));
      return MAPPER.treeToValue(template, RealmRepresentation.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Bad realm template for " + environment.text(), e);
    }
  }

  private static JsonNode read(String name) throws IOException {
    String path = "/realm-templates/" + name + ".json";
    try (InputStream json = RealmTemplates.class.getResourceAsStream(path)) {
      if (json == null) {
        throw new IOException("The JAR has no " + path);
      }
      return MAPPER.readTree(json);
    }
  }
}
