package dev.banata.keycloak.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lists and searches of a project with 100,000 users, beside one with 100, on PostgreSQL. The
 * bounds are loose, for a busy machine: they catch a query that reads all users, not some percent.
 */
@Tag("load")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UserSearchIT {

  private static final String LIST = "/api/auth/admin/list-users";
  private static final int FEW = 100;
  private static final int MANY = 100_000;
  private static final int WARM_UP = 8;
  private static final int SAMPLES = 15;

  private static final String FILL =
      """
      insert into user_entity (id, realm_id, username, email, email_constraint, email_verified,
        enabled, first_name, last_name, created_timestamp, last_modified_timestamp, not_before)
      select gen_random_uuid()::text, realm, email, email, email, i % 2 = 0, true,
        initcap(substr(md5('f' || i), 1, 7)), initcap(substr(md5('l' || i), 1, 9)),
        1700000000000 + i * 1000, 1700000000000 + i * 1000, 0
      from (select ?::text as realm, i, 'person' || i || '.' || substr(md5(i::text), 1, 6)
        || '@' || (array['example', 'acme', 'globex', 'mail'])[1 + i % 4] || '.org' as email
        from generate_series(1, ?) i) as users
      """;

  private static final String INDEXES =
      "select indexdef from pg_indexes where indexname like 'idx_banata_user_%'";

  private TestProject few;
  private TestProject many;

  @BeforeAll
  void fill(TestServer server) throws SQLException {
    TestProjects projects = new TestProjects(server);
    few = projects.create();
    many = projects.create();
    try (Connection database = server.database();
        PreparedStatement fill = database.prepareStatement(FILL);
        Statement statement = database.createStatement()) {
      // Ours are made anew after the rows: row by row takes the database a minute.
      List<String> indexes = new ArrayList<>();
      try (ResultSet ours = statement.executeQuery(INDEXES)) {
        while (ours.next()) {
          indexes.add(ours.getString(1));
        }
      }
      assertThat(indexes).as("indexes of parts of e-mails and names").hasSize(2);
      statement.execute("drop index idx_banata_user_email, idx_banata_user_name");
      for (Map.Entry<TestProject, Integer> entry : Map.of(few, FEW, many, MANY).entrySet()) {
        fill.setString(1, entry.getKey().adminRest().get("").json().get("id").asText());
        fill.setInt(2, entry.getValue());
        fill.executeUpdate();
      }
      for (String index : indexes) {
        statement.execute(index);
      }
      statement.execute("vacuum analyze user_entity");
    }
  }

  private static JsonNode list(TestProject project, Map<String, Object> request) {
    return project.http().post(LIST, request).expect(200).json();
  }

  private static Map<String, Object> search(String field, String text) {
    return Map.of("searchField", field, "searchValue", text, "limit", 100);
  }

  /** Median in milliseconds. */
  private static double measure(TestProject project, Map<String, Object> request) {
    double[] millis = new double[SAMPLES];
    for (int i = -WARM_UP; i < SAMPLES; i++) {
      long start = System.nanoTime();
      list(project, request);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[SAMPLES / 2];
  }

  @Test
  void aSearchTakesTheTimeOfAPage() {
    Map<String, Object> page = Map.of("limit", 100);
    double first = measure(few, page);
    Map<String, Double> times = new LinkedHashMap<>();
    times.put("newest", measure(many, page));
    String middle = list(many, Map.of("limit", 1, "offset", MANY / 2)).at("/users/0/id").asText();
    times.put("after the middle", measure(many, Map.of("limit", 100, "after", middle)));
    times.put("by e-mail", measure(many, Map.of("limit", 100, "sortBy", "email")));
    times.put("e-mail of one", measure(many, search("email", "n77777.")));
    times.put("e-mail of none", measure(many, search("email", "qqqq")));
    times.put("e-mail of a thousand", measure(many, search("email", "person12")));
    times.put("e-mail of a quarter", measure(many, search("email", "@acme.org")));
    times.put("name of few", measure(many, search("name", "ab12")));
    times.put("name of none", measure(many, search("name", "zzzz")));
    System.out.printf("UserSearchIT: a page of %d users: %.1f ms; of %d:%n", FEW, first, MANY);
    times.forEach((what, time) -> System.out.printf("  %-22s %6.1f ms%n", what, time));

    assertThat(times.values()).allMatch(time -> time < 3 * first + 40, "as fast as a page");
  }

  @Test
  void whatASearchFindsIsRightAndItsPagesAreWhole() {
    assertThat(list(many, Map.of("limit", 1)).get("total").asInt()).isEqualTo(MANY);
    JsonNode one = list(many, search("email", "N77777."));
    assertThat(one.get("total").asInt()).isEqualTo(1);
    assertThat(one.get("totalIsExact").asBoolean()).isTrue();
    assertThat(one.at("/users/0/email").asText()).startsWith("person77777.");
    JsonNode quarter = list(many, search("email", "@acme.org"));
    assertThat(quarter.get("total").asInt()).isEqualTo(1000);
    assertThat(quarter.get("totalIsExact").asBoolean()).isFalse();

    List<String> walked = new ArrayList<>();
    Map<String, Object> request = new HashMap<>(search("email", "person12"));
    request.put("limit", 200);
    for (String after = ""; after != null; after = next(request, walked)) {
      if (!after.isEmpty()) {
        request.put("after", after);
      }
    }
    Set<String> different = new HashSet<>(walked);
    // 12, 120 to 129, 1200 to 1299, 12000 to 12999.
    assertThat(different).hasSize(1111).hasSameSizeAs(walked);
    List<String> sorted = new ArrayList<>(walked);
    sorted.sort(Collections.reverseOrder());
    assertThat(walked).isEqualTo(sorted);
  }

  /** Reads a page; the users' creation times tell their order. */
  private String next(Map<String, Object> request, List<String> walked) {
    JsonNode page = list(many, request);
    page.get("users").forEach(user -> walked.add(user.get("createdAt").asText()));
    return page.at("/listMetadata/after").textValue();
  }
}
