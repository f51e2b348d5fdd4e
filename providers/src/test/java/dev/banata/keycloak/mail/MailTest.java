package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banata.keycloak.api.Secret;
import dev.banata.keycloak.mail.MailRefusedException.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MailTest {

  private static final Map<String, String> CONFIG =
      Map.of(
          "from", "hello@acme.example", "fromDisplayName", "Acme", "replyTo", "help@acme.example");

  @Test
  void isFromTheSenderOfTheRealm() throws MailRefusedException {
    Mail mail = Mail.of(CONFIG, "ada@bücher.example", "Hi", "t", "h", "k");

    assertThat(mail.from().text()).isEqualTo("Acme <hello@acme.example>");
    assertThat(mail.replyTo().text()).isEqualTo("help@acme.example");
    assertThat(mail.to()).isEqualTo("ada@xn--bcher-kva.example");
    assertThat(mail).hasToString("Mail[k]");
  }

  @Test
  void nothingEndsAHeaderAndBeginsAnother() {
    for (String end : List.of("\r\n", "\n", "\r", "\0", "\u0085", "\u2028", "\t")) {
      String injected = "x" + end + "Bcc: eve@example.org";
      assertRefused(CONFIG, "ada@example.org", injected);
      assertRefused(CONFIG, "ada@example.org" + end + "Bcc: eve@example.org", "Hi");
      for (String field : List.of("from", "fromDisplayName", "replyTo", "replyToDisplayName")) {
        Map<String, String> config = new HashMap<>(CONFIG);
        config.put(field, field.endsWith("Name") ? injected : "a@b.example" + injected);
        assertRefused(config, "ada@example.org", "Hi");
      }
    }
  }

  @Test
  void goesToOneAddress() {
    for (String to :
        List.of(
            "ada@example.org,eve@example.org",
            "ada@example.org;eve@example.org",
            "Ada <ada@example.org>",
            "<ada@example.org>",
            "ada@example.org eve@example.org",
            "ada",
            "@example.org",
            "")) {
      assertRefused(CONFIG, to, "Hi");
    }
  }

  @Test
  void needsASender() {
    assertThatThrownBy(() -> Mail.of(Map.of(), "ada@example.org", "Hi", "t", "h", "k"))
        .isInstanceOfSatisfying(
            MailRefusedException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_CONFIGURED));
  }

  private static void assertRefused(Map<String, String> config, String to, String subject) {
    assertThatThrownBy(() -> Mail.of(config, to, subject, "t", "h", "k"))
        .as(to + " / " + subject + " / " + config)
        .isInstanceOfSatisfying(
            MailRefusedException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_MAIL));
  }

  @ParameterizedTest
  @CsvSource({
    "jane@example.com, j***@example.com",
    "ja@example.com, ***@example.com",
    "j@example.com, ***@example.com",
    "\"a@b\"@example.com, \"***@example.com",
    "nonsense, ***",
    "'', ***"
  })
  void addressesAreMasked(String address, String masked) {
    assertThat(MailAddress.mask(address)).isEqualTo(masked);
  }

  @Test
  void whatIsNoAddressIsMaskedAsAWhole() {
    for (String odd : List.of("jane\0@example.com", "jane@" + "x".repeat(300))) {
      assertThat(MailAddress.mask(odd)).isEqualTo("***");
    }
  }

  @Test
  void whatAProviderSaysIsMadeFitForARow() {
    Account account = new Account(Map.of(), new Secret("re_secret"));

    assertThat(ReasonText.of("no\r\nsuch <jane.doe@example.com>, key re_secret\t!", account))
        .isEqualTo("no such <j***@example.com>, key *** !");
    assertThat(ReasonText.of("x".repeat(1000))).hasSize(ReasonText.MAX).endsWith("…");
  }
}
