package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.FieldError;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BrandingChangeTest {

  private static BrandingChange ofClient(String json) throws IOException {
    JsonNode node = new ObjectMapper().readTree(json);
    return BrandingChange.ofClient(node, "branding");
  }

  @Test
  void onlyWhatIsSentChanges() throws IOException {
    assertThat(ofClient("{\"bgColor\": \"#fff\", \"logoUrl\": null}").attributes())
        .isEqualTo(Map.of("banata.branding.bgColor", "#fff", "banata.branding.logoUrl", ""));
    assertThat(ofClient("{}").attributes()).isEmpty();
  }

  @Test
  void nullClearsAllThatAClientMayOverride() throws IOException {
    assertThat(ofClient("null").attributes())
        .hasSize(5)
        .allSatisfy((name, text) -> assertThat(text).isEmpty());
  }

  @Test
  void anEmptyTextClearsWhatHasNoDefaultAndIsNoColour() throws IOException {
    assertThat(ofClient("{\"displayName\": \"\"}").attributes())
        .isEqualTo(Map.of("banata.branding.displayName", ""));
    assertThat(ofClient("{\"bgColor\": \"\"}").errors())
        .extracting(FieldError::field)
        .containsExactly("branding.bgColor");
  }

  @Test
  void whatOnlyAProjectHasIsNotTakenFromAClient() throws IOException {
    assertThat(ofClient("{\"customCss\": \"a{}\", \"theme\": \"keycloak\"}").attributes())
        .isEmpty();
  }
}
