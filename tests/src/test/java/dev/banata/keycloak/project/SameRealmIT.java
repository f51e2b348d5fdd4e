package dev.banata.keycloak.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast way to a realm leads to the realm that Keycloak makes, plus our defaults. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SameRealmIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OUR_ROLES = Set.of("super_admin", "admin", "member");

  private TestProjects projects;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"development", "staging", "production"})
  void aProjectIsTheRealmThatKeycloakMakes(String environment) throws IOException {
    RealmExport ours = RealmExport.of(projects.admin(), createByBanata(environment));
    RealmExport theirs = RealmExport.of(projects.admin(), createByKeycloak(environment));

    assertThat(ours.keys()).isEqualTo(theirs.keys());
    assertThat(withoutOurRole(ours.management())).isEqualTo(theirs.management());
    ObjectNode realm = withoutOurDefaults(ours.realm());
    Set<String> fields = new TreeSet<>(fieldNames(realm));
    fields.addAll(fieldNames(theirs.realm()));
    for (String field : fields) {
      assertThat(realm.get(field)).as(field).isEqualTo(theirs.realm().get(field));
    }
  }

  /** What is generated for the realm is the realm's own, and RS256 is what its tokens get. */
  @Test
  void twoProjectsShareNoKey() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      TestProject project = projects.create();
      JsonNode own = project.adminRest().get("/keys").expect(200).json();
      assertThat(own.at("/active/RS256").asText()).isNotEmpty();
      own.get("keys").forEach(key -> assertThat(keys.add(key.get("kid").asText())).isTrue());
    }
    assertThat(keys).hasSize(12);
  }

  /** A project without the key that tests give theirs; returns its name. */
  private String createByBanata(String environment) {
    String name = TestProjects.unique("t");
    projects
        .admin()
        .http()
        .post(
            "/api/auth/banata/projects/create",
            Map.of("name", "Test", "slug", name, "environment", environment))
        .expect(200);
    return name;
  }

  /** The realm of the same template by the Admin REST API; returns its name. */
  private String createByKeycloak(String environment) throws IOException {
    String name = TestProjects.unique("k");
    ObjectNode template = (ObjectNode) template("project");
    template.setAll((ObjectNode) template(environment));
    template.put("realm", name).put("displayName", "Test");
    template.putObject("attributes").put("banata.environment", environment);
    projects.admin().http().post("/admin/realms", template).expect(201);
    // The admin who made a realm may administer it from his next token on.
    projects.admin().renewed();
    return name;
  }

  private static JsonNode template(String name) throws IOException {
    return JSON.readTree(
        Checkout.current().root().resolve("realm-templates/" + name + ".json").toFile());
  }

  private static ObjectNode withoutOurDefaults(ObjectNode realm) {
    ObjectNode result = realm.deepCopy();
    removeIf(result.withArray("/clients"), client -> isOurs(client, "clientId", Set.of("banata")));
    removeIf(result.withArray("/roles/realm"), role -> isOurs(role, "name", OUR_ROLES));
    ((ObjectNode) result.at("/roles/client")).remove("banata");
    ObjectNode mapper = organizationMapper(result);
    assertThat(mapper.remove("addOrganizationId").asText()).isEqualTo("true");
    mapper.put("jsonType.label", "String");
    return result;
  }

  /**
   * The configuration of Keycloak's mapper, which adds ids and our roles to the claim in a project.
   */
  private static ObjectNode organizationMapper(ObjectNode realm) {
    return realm
        .get("clientScopes")
        .valueStream()
        .filter(scope -> scope.get("name").asText().equals("organization"))
        .map(scope -> (ObjectNode) scope.at("/protocolMappers/0/config"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOurs(JsonNode node, String field, Set<String> names) {
    return names.contains(node.get(field).asText());
  }

  private static ObjectNode withoutOurRole(ObjectNode management) {
    ObjectNode result = management.deepCopy();
    ((ObjectNode) result.get("roles")).remove("realm-admin");
    return result;
  }

  private static void removeIf(ArrayNode array, Predicate<JsonNode> condition) {
    Iterator<JsonNode> elements = array.elements();
    while (elements.hasNext()) {
      if (condition.test(elements.next())) {
        elements.remove();
      }
    }
  }

  private static List<String> fieldNames(ObjectNode node) {
    return node.properties().stream().map(Map.Entry::getKey).sorted().toList();
  }
}
