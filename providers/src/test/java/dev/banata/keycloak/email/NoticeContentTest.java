package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.branding.Branding;
import dev.banata.keycloak.compat.EmailPipeline.Notice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keycloak's plain texts become blocks. */
final class NoticeContentTest {

  private static List<Block> blocks(String template, String text, Map<String, Object> attributes) {
    Notice notice =
        new Notice(null, null, null, template, Locale.GERMAN, "Betreff", text, attributes);
    return NoticeContent.of(notice, "Acme", Optional.empty()).blocks();
  }

  @Test
  void theLinkIsAButton() {
    String link = "https://id.example/realms/a/login-actions/action-token?key=x&y=z";
    List<Block> blocks =
        blocks("executeActions", "\nBitte.\n\n" + link + "\n\nGültig.\n", Map.of("link", link));

    assertThat(blocks).hasSize(4);
    assertThat(blocks.get(2)).isInstanceOf(Block.Button.class);
    assertThat(((Block.Button) blocks.get(2)).href()).isEqualTo(link);
    assertThat(blocks.get(3).style().get(StyleKey.FONT_SIZE)).contains("13px");
  }

  @Test
  void theCodeIsACode() {
    List<Block> blocks =
        blocks(
            "email-verification-with-code",
            "Code:\r\n\r\n123456\r\n\r\n.",
            Map.of("code", "123456"));

    assertThat(blocks).hasSize(3);
    assertThat(blocks.get(2)).isEqualTo(new Block.Code("123456", BlockStyle.NONE));
  }

  /** A user may be called anything. */
  @Test
  void namesAreNoMarkup() {
    List<Block> blocks =
        blocks("identity-provider-link", "<a href=\"https://evil.example\">{{x}}</a>", Map.of());
    String html =
        Mails.renderer(Branding.DEFAULT, "Acme", Locale.GERMAN, true)
            .render(new EmailRenderer.Content("x", "", blocks), Map.of())
            .html();

    assertThat(html)
        .contains("&lt;a href=&quot;https://evil.example&quot;&gt;")
        .doesNotContain("<a ");
  }

  /** Keycloak's text of invitations comes out of its HTML sanitiser. */
  @Test
  void invitationsAreUnescaped() {
    String link = "https://id.example/x?key=a&b=c";
    List<Block> blocks =
        blocks(
            "org-invite",
            "\n    Join A&amp;B.\n\n" + link.replace("&", "&amp;") + "\n\n",
            Map.of("link", link));

    assertThat(((Block.Text) blocks.get(1)).text()).isEqualTo(RichText.plain("Join A&B."));
    assertThat(blocks.get(2)).isInstanceOf(Block.Button.class);
  }

  @ParameterizedTest
  @CsvSource({
    "email-verification, VERIFICATION",
    "email-update-confirmation, VERIFICATION",
    "password-reset, PASSWORD_RESET",
    "org-invite, ORG_INVITATION",
    "event-login_error, CRITICAL_NOTIFICATIONS",
    "event-update_totp, MFA_SETUP",
    "executeActions,",
    "identity-provider-link,",
    "email-test,"
  })
  void kindsOfKeycloaksMails(String template, EmailType type) {
    assertThat(EmailType.ofKeycloak(template)).isEqualTo(Optional.ofNullable(type));
  }

  @ParameterizedTest
  @CsvSource({
    "magic-auth, 2",
    "email-verification, 1",
    "user-invitation, 1",
    "invitations, 1",
    "critical-notifications, 1",
    "welcome, 1",
    "nonsense, 0"
  })
  void namesOfTheDashboard(String name, int types) {
    assertThat(EmailType.named(name)).hasSize(types);
  }
}
