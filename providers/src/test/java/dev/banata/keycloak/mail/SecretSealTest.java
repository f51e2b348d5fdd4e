package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecretSealTest {

  private static final String TEXT = "re_123456789_abc";
  private static final Secret ONE = new Secret("a server's secret of 32 characters");
  private static final Secret TWO = new Secret("another secret of 32 characters or more");

  private final DataKey key = new DataKey("realm-1", DataKey.newText());
  private final SecretSeal seal = new SecretSeal(List.of());

  @Test
  void whatIsSealedOpensAgain() {
    String sealed = seal.seal(key, ProviderId.RESEND, TEXT);

    assertThat(sealed).startsWith("banata-sealed:v1:db:").doesNotContain(TEXT);
    assertThat(open(seal, key, ProviderId.RESEND, sealed)).isEqualTo(TEXT);
    assertThat(seal.seal(key, ProviderId.RESEND, TEXT)).isNotEqualTo(sealed);
  }

  @Test
  void aSealThatIsCopiedElsewhereDoesNotOpen() {
    String sealed = seal.seal(key, ProviderId.RESEND, TEXT);
    String bytes = DataKey.newText();
    String ofRealm = seal.seal(new DataKey("realm-1", bytes), ProviderId.RESEND, TEXT);

    assertThat(open(seal, key, ProviderId.POSTMARK, sealed)).isNull();
    assertThat(open(seal, new DataKey("realm-1", bytes), ProviderId.RESEND, sealed)).isNull();
    assertThat(open(seal, new DataKey("realm-2", bytes), ProviderId.RESEND, ofRealm)).isNull();
  }

  @Test
  void theSecretOfTheServerIsNeeded() {
    String sealed = new SecretSeal(List.of(ONE)).seal(key, ProviderId.SES, TEXT);

    assertThat(open(seal, key, ProviderId.SES, sealed)).isNull();
    assertThat(open(new SecretSeal(List.of(TWO)), key, ProviderId.SES, sealed)).isNull();
    assertThat(open(new SecretSeal(List.of(TWO, ONE)), key, ProviderId.SES, sealed))
        .isEqualTo(TEXT);
    // And what was sealed before the server had one stays readable.
    assertThat(
            open(
                new SecretSeal(List.of(ONE)),
                key,
                ProviderId.SES,
                seal.seal(key, ProviderId.SES, TEXT)))
        .isEqualTo(TEXT);
  }

  @Test
  void whatIsNoSealDoesNotOpen() {
    String sealed = seal.seal(key, ProviderId.SES, TEXT);
    for (String other :
        List.of(
            "",
            TEXT,
            "banata-sealed:v1:",
            "banata-sealed:v1:db:",
            "banata-sealed:v1:db:!!",
            "banata-sealed:v1:db:AAAA",
            sealed.substring(0, sealed.length() - 4) + "AAAA")) {
      assertThat(open(seal, key, ProviderId.SES, other)).as(other).isNull();
    }
  }

  @Test
  void theSameAddressHasTheSameHashInOneProjectOnly() {
    String bytes = DataKey.newText();
    DataKey mine = new DataKey("realm-1", bytes);

    assertThat(mine.hash(" Ada@Example.org ")).isEqualTo(mine.hash("ada@example.org")).hasSize(43);
    assertThat(new DataKey("realm-2", bytes).hash("ada@example.org"))
        .isNotEqualTo(mine.hash("ada@example.org"));
    assertThat(mine.mailName("ada@example.org"))
        .isNotEqualTo(mine.hash("ada@example.org"))
        .isNotEqualTo(mine.mailName("Ada@example.org"));
    assertThat(key.hash("ada@example.org")).isNotEqualTo(mine.hash("ada@example.org"));
  }

  private static String open(SecretSeal seal, DataKey key, ProviderId provider, String sealed) {
    return seal.open(key, provider, sealed).map(Secret::reveal).orElse(null);
  }
}
