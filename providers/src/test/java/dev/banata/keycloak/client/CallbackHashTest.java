package dev.banata.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallbackHashTest {

  @ParameterizedTest
  @CsvSource({
    "https://a.example/cb,https://a.example/cb,true",
    "https://a.example/cb,HTTPS://A.example:443/cb,true",
    "https://a.example/cb,https://a.example/cb/,false",
    "https://a.example/cb,https://a.example:8443/cb,false",
    "http://127.0.0.1/cb,http://127.0.0.1:3000/cb,true",
    "http://127.0.0.1:3000/cb,http://127.0.0.1/cb,true",
    "http://127.0.0.1/cb,http://127.0.0.1/cb,true",
    "http://localhost:3000/cb,http://localhost:3001/cb,false",
    "http://127.0.0.1/cb,http://localhost/cb,false",
    "http://127.0.0.1/cb,http://127.0.0.1/other,false",
    "https://a.example/*,https://a.example/*,true",
    "https://a.example/*,https://a.example/cb,false",
    "com.example.app:/cb,COM.example.app:/cb,true"
  })
  void overlapsIfARequestCouldBeForBoth(String one, String other, boolean overlaps) {
    CallbackHash a = CallbackHash.of(one);
    CallbackHash b = CallbackHash.of(other);

    assertThat(a.overlaps(b.hash(), b.family())).isEqualTo(overlaps);
    assertThat(b.overlaps(a.hash(), a.family())).isEqualTo(overlaps);
    assertThat(a.hash()).hasSize(43);
  }
}
