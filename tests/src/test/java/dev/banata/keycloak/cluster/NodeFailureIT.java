package dev.banata.keycloak.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.api.TestProjects.TestAdmin;
import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.KeycloakServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes, of which one is killed, stopped or started while others call. */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ClusterExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NodeFailureIT {

  private static final String LIST_USERS = "/api/auth/admin/list-users";
  private static final String CREATE_PROJECT = "/api/auth/banata/projects/create";
  private static final String DELETE_PROJECT = "/api/auth/banata/projects/delete";
  private static final String CREATE_KEY = "/api/auth/api-key/create";
  private static final String ROTATE_KEY = "/api/auth/api-key/rotate";

  private static final int USES = 3;

  private Cluster cluster;
  private ClusterTables tables;
  private TestProjects projects;

  @BeforeAll
  void connect(Cluster shared) {
    cluster = shared;
    tables = new ClusterTables(cluster);
    projects = new TestProjects(cluster.node(0));
  }

  /** A key before and after its rotation; the new secret is null if no answer told it. */
  private static final class Rotation {
    private final TestKey before;
    private volatile String after;

    private Rotation(TestKey before) {
      this.before = before;
    }
  }

  @Test
  @Order(1)
  void aKilledNodeLeavesNothingHalfDone() throws Exception {
    KeycloakServer victim = cluster.node(1);
    Http anonymousThere = new Http(victim.url());
    TestAdmin owner = projects.newAdmin("create-realm");
    // A token has the address of its node as issuer.
    AdminSession ownerThere =
        new AdminSession(
            anonymousThere, "master", owner.session().username(), owner.session().password());
    AdminSession adminThere = new TestProjects(victim).admin();
    TestProject used = projects.create();
    TestProject rotated = projects.create();
    List<TestProject> toDelete = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      toDelete.add(projects.create());
    }
    ConcurrentLinkedQueue<TestProject> queue = new ConcurrentLinkedQueue<>(toDelete);
    List<Rotation> rotations = Collections.synchronizedList(new ArrayList<>());
    ownerThere.token();
    adminThere.token();

    Traffic<String> creations =
        Traffic.start(
            2,
            () -> {
              String slug = TestProjects.unique("made");
              ownerThere
                  .http()
                  .post(CREATE_PROJECT, Map.of("name", "Made", "slug", slug))
                  .expect(200);
              return slug;
            });
    Traffic<TestProject> deletions =
        Traffic.start(
            2,
            () -> {
              TestProject project = queue.remove();
              adminThere.http().post(DELETE_PROJECT, Map.of("id", project.id())).expect(200);
              return project;
            });
    Traffic<Rotation> keys =
        Traffic.start(
            5, () -> rotateOne(anonymousThere.bearer(rotated.fullKey().text()), rotations));
    Http user = anonymousThere.bearer(used.fullKey().text());
    Traffic<Answer> uses = Traffic.start(20, () -> user.post(LIST_USERS, null).expect(200));
    creations.awaitEnough();
    deletions.awaitEnough();
    keys.awaitEnough();
    uses.awaitEnough();
    victim.kill();

    assertThat(victim.isAlive()).isFalse();
    List<String> made = creations.stop();
    List<TestProject> deleted = deletions.stop();
    keys.stop();
    uses.stop();
    assertThat(deleted).as("deletions before the kill").hasSizeLessThan(toDelete.size());

    assertDatabaseIsWhole();
    List<String> slugs = slugsInTheList();
    assertThat(slugs)
        .as("slugs in the list")
        .containsExactlyInAnyOrderElementsOf(
            tables.strings("select name from realm where name <> 'master'"))
        .containsAll(made);
    for (String slug : slugs.stream().filter(name -> name.startsWith("made")).toList()) {
      assertProjectIsWhole(slug, owner);
    }
    for (TestProject project : toDelete) {
      boolean isThere = slugs.contains(project.slug());
      assertThat(isThere && deleted.contains(project)).as("answered and not deleted").isFalse();
      assertThat(project.http().post(LIST_USERS, null).status()).isEqualTo(isThere ? 200 : 401);
    }
    assertThat(rotations).isNotEmpty();
    for (Rotation rotation : rotations) {
      assertThat(works(rotation.before.text())).as("the old secret in its overlap").isTrue();
      if (rotation.after != null) {
        assertThat(works(rotation.after)).as("a new secret that was told").isTrue();
      }
    }

    KeycloakServer back = cluster.startAgain(1).awaitReady();
    Http there = new Http(back.url()).bearer(used.fullKey().text());
    assertThat(Parallel.run(12, i -> there.post(LIST_USERS, null).status()))
        .as("the first calls, all at once")
        .containsOnly(200);
    assertThat(back.log()).containsPattern("Received new cluster view.*\\(2\\)");
  }

  private static Rotation rotateOne(Http http, List<Rotation> rotations) {
    JsonNode created =
        http.post(CREATE_KEY, Map.of("name", "turning", "rateLimitEnabled", false))
            .expect(200)
            .json();
    Rotation rotation =
        new Rotation(new TestKey(created.get("id").asText(), created.get("key").asText()));
    rotations.add(rotation);
    rotation.after =
        http.post(ROTATE_KEY, Map.of("keyId", rotation.before.id(), "gracePeriodSeconds", 3600))
            .expect(200)
            .json()
            .get("key")
            .asText();
    return rotation;
  }

  private boolean works(String key) {
    return projects.anonymous().bearer(key).post(LIST_USERS, null).status() == 200;
  }

  private void assertDatabaseIsWhole() throws SQLException {
    assertThat(tables.realmsWithoutRow()).as("realms without a row").isEmpty();
    assertThat(tables.rowsWithoutRealm()).as("rows without a realm").isEmpty();
    assertThat(tables.tablesWithOrphans()).as("rows of realms that are gone").isEmpty();
    assertThat(tables.orphanedManagementClients()).as("clients of realms that are gone").isEmpty();
  }

  /** It signs tokens, has its roles, and its owner is its administrator. */
  private void assertProjectIsWhole(String slug, TestAdmin owner) {
    String key =
        owner
            .session()
            .renewed()
            .http()
            .post(CREATE_KEY, Map.of("name", "whole", "projectId", slug))
            .expect(200)
            .json()
            .get("key")
            .asText();
    String token =
        projects
            .anonymous()
            .postForm(
                "/realms/" + slug + "/protocol/openid-connect/token",
                Map.of("grant_type", "urn:banata:oauth:grant-type:api-key", "api_key", key))
            .expect(200)
            .json()
            .get("access_token")
            .asText();
    JsonNode roles =
        projects
            .anonymous()
            .bearer(token)
            .get("/admin/realms/" + slug + "/roles")
            .expect(200)
            .json();
    assertThat(roles.findValuesAsText("name")).contains("super_admin", "admin", "member");
    owner.http().get("/admin/realms/" + slug).expect(200);
  }

  private List<String> slugsInTheList() {
    JsonNode list =
        projects
            .admin()
            .http()
            .post("/api/auth/banata/projects/list", Map.of("limit", 100))
            .expect(200)
            .json()
            .get("projects");
    return list.findValuesAsText("slug");
  }

  /**
   * Both nodes are stopped and started, one after the other, and no caller notices. What they have
   * counted, they write at their end.
   */
  @Test
  @Order(2)
  void aRollingRestartLosesNoCall() throws Exception {
    TestProject project = projects.create();
    RetryingClient writer = new RetryingClient(cluster, project.fullKey());
    RetryingClient reader = new RetryingClient(cluster, project.fullKey());
    Traffic<String> writes =
        Traffic.start(
            1,
            () -> {
              String email = TestProjects.unique("w") + "@example.org";
              writer.createOnce(
                  "/api/auth/admin/create-user", Map.of("email", email, "name", "Ada"));
              return email;
            });
    Traffic<Integer> reads = Traffic.start(1, () -> reader.read(LIST_USERS));
    writes.awaitEnough();
    reads.awaitEnough();
    TestKey counted = project.newKey(Map.of());
    for (int i = 0; i < USES; i++) {
      project.as(counted).post(LIST_USERS, null).expect(200);
    }
    for (int i = 0; i < cluster.size(); i++) {
      cluster.node(i).close();
      cluster.startAgain(i).awaitReady();
    }
    List<String> written = writes.stop();
    int numberOfReads = reads.stop().size();

    System.out.printf(
        "rolling restart: %d writes, %d reads, sent again %d and %d times%n",
        written.size(), numberOfReads, writer.retries(), reader.retries());
    assertThat(tables.number("select request_count from banata_api_key where id = ?", counted.id()))
        .isEqualTo(USES);
    assertThat(writer.serverErrors()).as("5xx other than 502 and 503, writes").isEmpty();
    assertThat(reader.serverErrors()).as("5xx other than 502 and 503, reads").isEmpty();
    assertThat(
            tables.strings(
                "select email from user_entity u join realm r on u.realm_id = r.id"
                    + " where r.name = ? and email is not null",
                project.slug()))
        .containsExactlyInAnyOrderElementsOf(written);
  }
}
