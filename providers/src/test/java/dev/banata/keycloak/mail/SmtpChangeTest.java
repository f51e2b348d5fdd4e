package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;

final class SmtpChangeTest {

  private static final Map<String, String> BEFORE =
      Map.of(
          "host", "mail.example.org",
          "port", "587",
          "auth", "true",
          "user", "ada",
          "password", "secret",
          "starttls", "true",
          "from", "a@example.org",
          "envelopeFrom", "bounces@example.org");

  private static final String SAME =
      "'host':'mail.example.org','port':587,'username':'ada','starttls':true";

  private static JsonNode json(String text) throws IOException {
    return JsonSerialization.mapper.readTree("{" + text.replace('\'', '"') + "}");
  }

  private static Map<String, String> changed(String server) throws IOException {
    SmtpChange change = new SmtpChange(BEFORE);
    change.server(json(server));
    return change.result();
  }

  @Test
  void aPasswordThatIsNotGivenStays() throws IOException {
    for (String password : List.of("", ",'password':''")) {
      assertThat(changed(SAME + password))
          .containsEntry("password", "secret")
          .containsEntry("envelopeFrom", "bounces@example.org");
    }
    assertThat(changed(SAME + ",'password':null")).doesNotContainKey("password");
    assertThat(changed(SAME + ",'password':'new'")).containsEntry("password", "new");
  }

  /** Whoever may change the server could read the password by naming one of his own. */
  @Test
  void aPasswordDoesNotGoToAnotherServer() {
    for (String server :
        List.of(
            SAME.replace("mail.", "evil."),
            SAME.replace("587", "25"),
            SAME.replace("ada", "eve"),
            SAME.replace(",'starttls':true", ""))) {
      assertThatThrownBy(() -> changed(server))
          .as(server)
          .isInstanceOfSatisfying(
              Problem.class,
              e -> assertThat(e.errors().get(0).field()).isEqualTo("providers.smtp.password"));
    }
  }

  @Test
  void aServerNeedsASender() throws IOException {
    SmtpChange change = new SmtpChange(Map.of());
    change.server(json("'host':'mail.example.org'"));

    assertThatThrownBy(change::result)
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.errors().get(0).field()).isEqualTo("from"));
    change.text("from", json("'from':'a@example.org'").get("from"));
    assertThat(change.result()).containsEntry("auth", "false").doesNotContainKey("password");
  }
}
