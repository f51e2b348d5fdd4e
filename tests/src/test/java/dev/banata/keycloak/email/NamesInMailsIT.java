package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names that others have written, in the plain text of mails. */
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NamesInMailsIT {

  private static final String EVIL = "Acme\r\n\r\nYour account is locked. Call 0900";

  private TestProjects projects;

  @BeforeAll
  void start(TestServer server) {
    projects = new TestProjects(server);
  }

  /** In our words, and in Keycloak's for a language that we have none for. */
  @Test
  void e7_anOrganizationsNameIsOneLine() {
    try (Mailbox mailbox = new Mailbox()) {
      for (String language : List.of("en", "ja")) {
        TestProject project = projects.create();
        mailbox.connect(project);
        project
            .adminRest()
            .update(
                Map.of(
                    "internationalizationEnabled",
                    true,
                    "supportedLocales",
                    List.of("en", "ja"),
                    "defaultLocale",
                    language))
            .expect(204);
        String organization =
            project
                .adminRest()
                .post(
                    "/organizations",
                    Map.of(
                        "name",
                        EVIL,
                        "alias",
                        "acme",
                        "domains",
                        List.of(Map.of("name", "acme.example", "verified", false))))
                .expect(201)
                .header("Location")
                .replaceAll(".*/", "");
        String address = TestProjects.unique("jane") + "@example.org";
        project
            .http()
            .post(
                "/api/auth/organization/invite-member",
                Map.of("organizationId", organization, "email", address, "role", "member"))
            .expect(200);

        Mailbox.Received received = mailbox.to(address);

        assertThat(received.text())
            .contains("Acme Your account is locked. Call 0900")
            .doesNotContain("\nYour account");
        assertThat(received.subject()).doesNotContain("\n");
      }
    }
  }
}
