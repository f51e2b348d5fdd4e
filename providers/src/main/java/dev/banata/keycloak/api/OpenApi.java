package dev.banata.keycloak.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The OpenAPI 3.1 document of the management API. It is the source of truth: requests are validated
 * against its schemas (JSON Schema 2020-12), so that document and server cannot drift apart.
 */
public final class OpenApi {

  private static final OpenApi INSTANCE = new OpenApi(load());

  /** Where a schema that stands alone keeps the schemas that it refers to. */
  private static final String DEFINITIONS = "#/$defs/";

  private static final String SCHEMAS = "/components/schemas";

  private static final String COMPONENTS = "#/components/schemas/";

  /** Where a schema has messages for people instead of the library's own. */
  private static final String MESSAGES = "x-message";

  /** Patterns are never asked about longer texts. */
  static final int MAX_MATCHED = 4_096;

  /** Names of fields that are taken and not read, each with the reason. */
  private static final String IGNORED = "x-ignored";

  private final JsonNode document;
  private final JsonNode components;
  private final JsonNode definitions;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .errorMessageKeyword(MESSAGES)
                      .regularExpressionFactory(OpenApi::bounded)
                      .build()));
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private OpenApi(JsonNode document) {
    ClosedSchemas.in(document);
    this.document = document;
    this.components = document.at(SCHEMAS);
    this.definitions = standAlone(components);
  }

  /** The validator runs every keyword, so a pattern also sees a text that maxLength refuses. */
  static RegularExpression bounded(String pattern) {
    RegularExpression expression =
        JDKRegularExpressionFactory.getInstance().getRegularExpression(pattern);
    return text -> text.length() <= MAX_MATCHED && expression.matches(text);
  }

  private static JsonNode standAlone(JsonNode schemas) {
    try {
      JsonNode definitions =
          new ObjectMapper().readTree(schemas.toString().replace(COMPONENTS, DEFINITIONS));
      applyExtensions(definitions);
      return definitions;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The OpenAPI document has unreadable schemas", e);
    }
  }

  /**
   * Lets requests have the fields that are ignored, and takes our words out: the validator would
   * warn about what it does not know.
   */
  private static void applyExtensions(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      schema
          .path(IGNORED)
          .fieldNames()
          .forEachRemaining(name -> object.withObject("/properties").putObject(name));
      object
          .properties()
          .removeIf(each -> each.getKey().startsWith("x-") && !each.getKey().equals(MESSAGES));
    }
    schema.forEach(OpenApi::applyExtensions);
  }

  public static OpenApi get() {
    return INSTANCE;
  }

  private static JsonNode load() {
    try (InputStream yaml = OpenApi.class.getResourceAsStream("/META-INF/banata/openapi.yaml")) {
      // Of two schemas of one name, the first would be without effect.
      return YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("The JAR has no readable OpenAPI document", e);
    }
  }

  public JsonNode document() {
    return document;
  }

  /** Checks a value against {@code #/components/schemas/<name>}; an empty list means valid. */
  List<FieldError> validate(String schemaName, JsonNode value) {
    List<Error> found = schemas.computeIfAbsent(schemaName, this::compile).validate(value);
    List<Error> unknown =
        found.stream().filter(OpenApi::isOfUnknownField).limit(UnknownFields.MAX_TOLD).toList();
    List<FieldError> errors = new ArrayList<>();
    for (Error error : unknown) {
      errors.add(
          UnknownFields.error(
              SchemaErrors.names(error.getInstanceLocation()), error.getProperty(), owner(error)));
    }
    errors.addAll(
        SchemaErrors.of(
            found.stream()
                .filter(error -> !isOfUnknownField(error) && !isConsequence(error, unknown))
                .toList()));
    return errors;
  }

  private static boolean isOfUnknownField(Error error) {
    return ClosedSchemas.CLOSED.equals(error.getKeyword()) && error.getProperty() != null;
  }

  /** Of several forms of an object, the ones that were not meant would be told as well. */
  private static boolean isConsequence(Error error, List<Error> unknown) {
    return (error.getKeyword().equals("oneOf") || error.getKeyword().equals("type"))
        && unknown.stream()
            .anyMatch(other -> other.getInstanceLocation().startsWith(error.getInstanceLocation()));
  }

  /** The schema of the object that has the field of the error. */
  private JsonNode owner(Error error) {
    NodePath path = error.getSchemaLocation().getFragment();
    JsonNode schema = components;
    // The first name is that of the definitions, the last one that of the keyword.
    for (int i = 1; i < path.getNameCount() - 1; i++) {
      Object name = path.getElement(i);
      schema =
          schema.isArray()
              ? schema.path(Integer.parseInt(String.valueOf(name)))
              : schema.path(String.valueOf(name));
    }
    return schema;
  }

  /** The schema with that name. */
  JsonNode schema(String schemaName) {
    return components.path(schemaName);
  }

  private Schema compile(String schemaName) {
    if (!definitions.has(schemaName)) {
      throw new IllegalStateException("No schema " + schemaName + " in the OpenAPI document");
    }
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("$ref", DEFINITIONS + schemaName);
    root.set("$defs", definitions);
    return registry.getSchema(root);
  }
}
