package dev.banata.keycloak.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.banata.keycloak.api.OpenApi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenAPI document and the code say the same: the same routes, the same fields. */
final class OpenApiDriftTest {

  private static final JsonNode DOCUMENT = OpenApi.get().document();

  @Test
  void documentAndResourcesHaveTheSameRoutes() {
    Set<String> routes = new TreeSet<>();
    collect(Routes.AuthRoutes.class, "/api/auth", routes);

    assertThat(routes).isEqualTo(documented());
  }

  /**
   * Follows sub-resource locators; what is mounted twice is documented where the client calls it.
   */
  private static void collect(Class<?> resource, String path, Set<String> routes) {
    for (Method method : resource.getDeclaredMethods()) {
      Path own = method.getAnnotation(Path.class);
      // What browsers ask before a call is no call of its own.
      if (own == null || method.isAnnotationPresent(OPTIONS.class)) {
        continue;
      }
      String full = own.value().isEmpty() ? path : path + "/" + own.value();
      if (method.isAnnotationPresent(GET.class)) {
        routes.add("GET " + full);
      } else if (method.isAnnotationPresent(POST.class)) {
        routes.add("POST " + full);
      } else if (!isMountedElsewhere(full)) {
        collect(method.getReturnType(), full, routes);
      }
    }
  }

  private static boolean isMountedElsewhere(String path) {
    return path.startsWith("/api/auth/banata/api")
        || path.equals("/api/auth/banata/admin")
        || path.equals("/api/auth/banata/organization");
  }

  private static Set<String> documented() {
    Set<String> documented = new TreeSet<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return documented;
  }

  @Test
  void everyRequestRecordHasTheFieldsOfItsSchema() {
    List<Class<?>> requests = requestRecords();
    assertThat(requests).hasSizeGreaterThan(15);

    for (Class<?> request : requests) {
      JsonNode schema = DOCUMENT.at("/components/schemas/" + request.getSimpleName());
      assertThat(schema.isObject()).as("schema of %s", request).isTrue();
      Set<String> fields =
          Arrays.stream(request.getRecordComponents())
              .map(RecordComponent::getName)
              .collect(Collectors.toCollection(TreeSet::new));
      // The way of the request to its project; read before the record is.
      if (schema.path("properties").has("projectId")) {
        fields.add("projectId");
      }

      assertThat(new TreeSet<>(names(schema.path("properties"))))
          .as("fields of %s", request.getSimpleName())
          .isEqualTo(fields);
    }
  }

  /** Every call takes the project's name, because the published client adds it to many. */
  @Test
  void everyRequestMayNameTheProject() {
    List<Map.Entry<String, JsonNode>> requests =
        DOCUMENT.at("/components/schemas").properties().stream()
            .filter(schema -> schema.getKey().matches(".*(Request|Query)"))
            .toList();

    assertThat(requests)
        .hasSizeGreaterThan(60)
        .allSatisfy(
            schema -> assertThat(schema.getValue().path("properties").has("projectId")).isTrue());
    assertThat(DOCUMENT.path("paths").findValues("get"))
        .filteredOn(query -> !query.path("operationId").asText().equals("getOpenApi"))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            query ->
                assertThat(query.path("parameters").findValuesAsText("name"))
                    .contains("projectId"));
  }

  private static List<Class<?>> requestRecords() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.banata.keycloak")
            .stream()
            .filter(type -> type.isRecord())
            .filter(type -> type.getSimpleName().matches(".*(Request|Query|UserData)"))
            .filter(type -> !type.getSimpleName().equals("ProjectQuery"))
            .filter(type -> !type.getSimpleName().equals("ProvenRequest"))
            .map(JavaClass::reflect)
            .collect(Collectors.toList());
  }

  @Test
  void everyOperationHasAnIdAndSecuredOnesSayWhatCanGoWrong() {
    Stream<JsonNode> operations =
        DOCUMENT.path("paths").properties().stream()
            .flatMap(path -> path.getValue().properties().stream())
            .map(Map.Entry::getValue);

    assertThat(operations)
        .isNotEmpty()
        .allSatisfy(
            operation -> {
              assertThat(operation.path("operationId").asText()).isNotBlank();
              assertThat(operation.at("/responses/200").isObject()).isTrue();
              if (!operation.has("security")) {
                assertThat(names(operation.path("responses")))
                    .contains("400", "401", "403", "404", "409", "422", "429");
              }
            });
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
