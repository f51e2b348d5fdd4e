package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenApiTest {

  private static List<FieldError> validate(String schema, String json)
      throws JsonProcessingException {
    return OpenApi.get().validate(schema, new ObjectMapper().readTree(json));
  }

  @Test
  void namesEachFieldThatIsWrong() throws JsonProcessingException {
    assertThat(validate("CreateProjectRequest", "{\"slug\":\"A B\",\"description\":1}"))
        .extracting(FieldError::field, FieldError::code)
        .containsExactlyInAnyOrder(
            tuple("name", "required"), tuple("slug", "pattern"), tuple("description", "type"));
  }

  @Test
  void speaksToPeople() throws JsonProcessingException {
    assertThat(validate("CreateUserRequest", "{\"email\":\"x\",\"name\":\" \"}"))
        .extracting(FieldError::message)
        .containsExactlyInAnyOrder(
            "must be at least 3 characters long", "must be an e-mail address", "must not be blank");
  }

  @Test
  void namesTheItemOfAList() throws JsonProcessingException {
    assertThat(validate("CreateApiKeyRequest", "{\"name\":\"k\",\"permissions\":[\"a.b\",1]}"))
        .extracting(FieldError::field)
        .containsExactly("permissions.1");
  }

  @Test
  void fieldsThatAreNotInTheDocumentAreIgnored() throws JsonProcessingException {
    assertThat(validate("IdRequest", "{\"id\":\"x\",\"environmentId\":1}")).isEmpty();
  }

  @Test
  void refusesUsernamesThatKeycloakRefuses() throws JsonProcessingException {
    for (String bad : List.of("a b", "a<b", "a'b", "a/b", "a{b}", "a\\\\b")) {
      String json = "{\"email\":\"a@b.c\",\"name\":\"A\",\"username\":\"" + bad + "\"}";

      assertThat(validate("CreateUserRequest", json))
          .as(bad)
          .extracting(FieldError::message)
          .containsExactly("must have no blanks, quotes, brackets or other special characters");
    }
  }
}
