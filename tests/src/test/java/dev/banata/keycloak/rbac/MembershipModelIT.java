package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.rbac.MembershipSequence.Kind;
import dev.banata.keycloak.rbac.MembershipSequence.Step;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random sequences of what is done to members, roles, users and limits: a model and the server
 * agree on what is refused, on the members, on the checks and on the tokens. The property {@code
 * banata.model.seed} repeats a run, {@code banata.model.sequences} makes it longer.
 */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MembershipModelIT {

  private static final int SEQUENCES = Integer.getInteger("banata.model.sequences", 8);
  private static final int STEPS = 14;
  private static final int GENERATOR_SIZE = 1000;

  private TestProject project;
  private TestProjects projects;
  private String auditor;

  @BeforeAll
  void makeProject(TestServer server) {
    projects = new TestProjects(server);
    project = projects.create();
    project.adminRest().doNotDetectBruteForce();
    project.adminRest().createPasswordClient(MembershipSequence.APP);
    // Not the passwords are tested, and each takes its time.
    project
        .adminRest()
        .update(Map.of("passwordPolicy", "hashAlgorithm(pbkdf2-sha512) and hashIterations(1)"))
        .expect(204);
    auditor =
        project
            .http()
            .post(
                "/api/auth/banata/config/roles/create",
                Map.of("name", "Auditor", "slug", MembershipModel.AUDITOR))
            .expect(200)
            .json()
            .at("/role/id")
            .asText();
  }

  private static Arbitrary<List<Step>> sequences() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(Kind.ADD)),
            Tuple.of(4, Arbitraries.just(Kind.SET)),
            Tuple.of(2, Arbitraries.just(Kind.REMOVE)),
            Tuple.of(2, Arbitraries.just(Kind.CHOOSE)),
            Tuple.of(3, Arbitraries.of(Kind.class)));
    Arbitrary<Set<String>> roles =
        Arbitraries.of(MembershipModel.SUPER_ADMIN, "admin", "member", MembershipModel.AUDITOR)
            .set()
            .ofMinSize(1)
            .ofMaxSize(2);
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, MembershipSequence.ORGANIZATIONS - 1),
            Arbitraries.integers().between(0, MembershipSequence.USERS - 1),
            roles)
        .as(Step::new)
        .list()
        .ofSize(STEPS);
  }

  @Test
  void serverAndModelAgree() {
    long seed = Long.getLong("banata.model.seed", System.nanoTime());
    Random random = new Random(seed);
    JqwikSession.run(
        () -> {
          for (int i = 0; i < SEQUENCES; i++) {
            run(seed, sequences().generator(GENERATOR_SIZE).next(random).value());
          }
        });
  }

  private void run(long seed, List<Step> steps) {
    List<Step> done = new ArrayList<>();
    MembershipSequence sequence = new MembershipSequence(projects, project, auditor);
    try {
      for (Step step : steps) {
        done.add(step);
        sequence.take(step);
      }
      sequence.compare();
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ", after " + done, e);
    }
  }
}
