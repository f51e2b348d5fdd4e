package dev.banata.keycloak.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.OpenApi;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of docs/permissions.md is the one of the OpenAPI document. That the code asks for just
 * these permissions is seen by EveryEndpointIT.
 */
final class PermissionTableTest {

  private static final Path PAGE = Path.of("../docs/permissions.md");

  @Test
  void thePageHasTheTableOfTheDocument() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows).as("rows of " + PAGE).isEqualTo(operations().map(Operation::row).toList());
  }

  @Test
  void everyPermissionIsABuiltInOne() {
    assertThat(operations().flatMap(operation -> operation.permissions().stream()))
        .isNotEmpty()
        .allMatch(slug -> slug.equals(PermissionSet.ALL) || Permission.bySlug(slug).isPresent());
  }

  private static Stream<Operation> operations() {
    return OpenApi.get()
        .document()
        .get("paths")
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .map(
                        method -> Operation.of(method.getKey(), path.getKey(), method.getValue())));
  }

  /**
   * A line of the table.
   *
   * @param otherwise what is needed if no permission is
   */
  private record Operation(String method, String path, List<String> permissions, String otherwise) {

    static Operation of(String method, String path, JsonNode node) {
      JsonNode permission = node.get("x-permission");
      return new Operation(
          method.toUpperCase(Locale.ROOT),
          path,
          permission == null ? List.of() : Arrays.asList(permission.asText().split(" or ")),
          node.has("x-admin") ? node.get("x-admin").asText() : credentials(node.get("security")));
    }

    private static String credentials(JsonNode security) {
      if (security == null) {
        return "any credentials";
      }
      return security.isEmpty() ? "no credentials" : "an end user's token";
    }

    String row() {
      return "| `" + method + " " + path + "` | " + needs() + " |";
    }

    private String needs() {
      if (permissions.contains(PermissionSet.ALL)) {
        return "full access; an admin needs `manage-realm`";
      }
      return permissions.isEmpty()
          ? otherwise
          : permissions.stream().map(slug -> "`" + slug + "`").collect(Collectors.joining(" or "));
    }
  }
}
