package dev.banata.keycloak.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.OpenApi;
import dev.banata.keycloak.permission.AdminRoleGrants;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables of SECURITY.md are made from the OpenAPI document and the code. {@code mvn test
 * -Dtest=SecurityPageTest -Dbanata.write=true} writes them.
 */
final class SecurityPageTest {

  private static final Path PAGE = Path.of("../SECURITY.md");
  private static final String END = "<!-- end of the generated table -->";

  @Test
  void everyPermissionSaysWhatItGives() {
    assertThat(names("x-permissions")).isEqualTo(Permission.catalogue().keySet());
  }

  @Test
  void everyOperationNamesAKnownObject() {
    List<String> without =
        operations()
            .filter(operation -> !names("x-objects").contains(operation.path("x-object").asText()))
            .map(operation -> operation.path("operationId").asText())
            .toList();

    assertThat(without).as("operations without an x-object of x-objects").isEmpty();
  }

  @Test
  void thePageHasTheTables() throws IOException {
    String page = Files.readString(PAGE);
    String wanted = page;
    for (Map.Entry<String, String> table :
        Map.of(
                "permissions", permissions(),
                "objects", objects(),
                "admin roles", adminRoles())
            .entrySet()) {
      wanted = with(wanted, "<!-- generated: " + table.getKey() + " -->", table.getValue());
    }
    if (Boolean.getBoolean("banata.write")) {
      Files.writeString(PAGE, wanted);
    } else {
      assertThat(page).as("tables of " + PAGE).isEqualTo(wanted);
    }
  }

  private static String with(String page, String begin, String table) {
    int start = page.indexOf(begin);
    assertThat(start).as("place of " + begin).isNotNegative();
    int end = page.indexOf(END, start);
    return page.substring(0, start) + begin + "\n\n" + table + "\n" + page.substring(end);
  }

  private static String permissions() {
    return "| Permission | Gives | At the Admin REST API, alone |\n|---|---|---|\n"
        + Arrays.stream(Permission.values())
            .map(
                permission ->
                    row(
                        code(permission.slug()),
                        document().path("x-permissions").path(permission.slug()).asText(),
                        codes(AdminRoleGrants.of(PermissionSet.of(permission)))))
            .collect(Collectors.joining());
  }

  private static String objects() {
    return "| Object | Gives |\n|---|---|\n"
        + document()
            .path("x-objects")
            .propertyStream()
            .map(object -> row(code(object.getKey()), object.getValue().asText()))
            .collect(Collectors.joining());
  }

  private static String adminRoles() {
    Map<String, Set<String>> roles = new TreeMap<>();
    for (Permission permission : Permission.values()) {
      roles.computeIfAbsent(permission.adminRole(), role -> new TreeSet<>()).add(permission.slug());
    }
    return "| Role of `realm-management` | Permissions of this API |\n|---|---|\n"
        + roles.entrySet().stream()
            .map(role -> row(code(role.getKey()), codes(role.getValue())))
            .collect(Collectors.joining());
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String codes(Set<String> texts) {
    return texts.isEmpty()
        ? "–"
        : texts.stream().map(SecurityPageTest::code).collect(Collectors.joining(", "));
  }

  private static Set<String> names(String extension) {
    return document()
        .path(extension)
        .propertyStream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Stream<JsonNode> operations() {
    return document().get("paths").propertyStream().flatMap(path -> path.getValue().valueStream());
  }

  private static JsonNode document() {
    return OpenApi.get().document();
  }
}
