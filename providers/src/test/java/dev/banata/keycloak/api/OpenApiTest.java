package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            "must have at least 3 characters",
            "must be an e-mail address",
            "must be one line and not blank");
  }

  /** The limit and its unit, and no word of JSON Schema. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CreateProjectRequest | {"name":"A"} | slug | is missing
          CreateProjectRequest | {"name":"A","slug":7} | slug | must be a string
          CreateProjectRequest | {"name":"A","slug":"a","environment":"x"} | environment | must be one of development, staging, production
          CreateApiKeyRequest | {"name":"k","expiresIn":60} | expiresIn | must be at least 86400 seconds (1 day)
          CreateApiKeyRequest | {"name":"k","rateLimitMax":0} | rateLimitMax | must be at least 1
          CreateApiKeyRequest | {"name":"k","rateLimitEnabled":"yes"} | rateLimitEnabled | must be true or false
          CreateApiKeyRequest | {"name":"k","permissions":[""]} | permissions.0 | must not be empty
          UpdateClientRequest | {"id":"c","signInEndpoint":7} | signInEndpoint | must be a string or null
          RemoveMemberRequest | {"organizationId":"o"} | memberIdOrUserId | is missing: send memberIdOrUserId or memberIdOrEmail
          AddMemberRequest | {"organizationId":"o","userId":"u","role":7} | role | must be a string or an array
          SaveBrandingRequest | {"font":"x"} | font | must be one of system, inter, roboto, open-sans, lato, poppins
          """)
  void saysInPlainWordsWhatAFieldMustBe(String schema, String json, String field, String message)
      throws JsonProcessingException {
    assertThat(validate(schema, json))
        .extracting(FieldError::field, FieldError::message)
        .containsExactly(tuple(field, message));
  }

  @Test
  void namesTheItemOfAList() throws JsonProcessingException {
    assertThat(validate("CreateApiKeyRequest", "{\"name\":\"k\",\"permissions\":[\"a.b\",1]}"))
        .extracting(FieldError::field)
        .containsExactly("permissions.1");
  }

  @ParameterizedTest
  @CsvSource({
    "CreateApiKeyRequest, permission, permissions",
    "CreateApiKeyRequest, scopes, permissions",
    "CreateApiKeyRequest, organisationId, organizationId",
    "CreateApiKeyRequest, expires_in, expiresIn",
    "CreateApiKeyRequest, expires, expiresAt",
    "CheckPermissionRequest, user_id, userId",
    "CheckTokenRequest, scopes, scope",
    "CheckTokenRequest, requiredScope, scope",
    "CreateOrganizationRequest, requireMFA, requireMfa",
    "CreateOrganizationRequest, allowedDomains, allowedEmailDomains",
    "CreateOrganizationRequest, maxMember, maxMembers",
    "BanUserRequest, expiresIn, banExpiresIn",
    "RotateApiKeyRequest, grace_period_seconds, gracePeriodSeconds",
    "CreateClientRequest, webOrigins, trustedOrigins",
    "CreateClientRequest, audiences, allowedAudiences",
    "UpdateClientRequest, authMethods, enabledAuthMethods",
    "UpdateClientRequest, alowedAudiences, allowedAudiences"
  })
  void namesTheFieldThatWasMeant(String schema, String unknown, String meant)
      throws JsonProcessingException {
    assertThat(validate(schema, "{\"" + unknown + "\":1}"))
        .contains(
            new FieldError(
                unknown,
                "is not a field of this call; did you mean " + meant + "?",
                "unknown_field"));
  }

  @Test
  void namesNoFieldWhereNoneIsNear() throws JsonProcessingException {
    assertThat(validate("IdRequest", "{\"id\":\"x\",\"environment\":1}"))
        .containsExactly(
            new FieldError("environment", "is not a field of this call", "unknown_field"));
  }

  @Test
  void objectsInObjectsAreClosedToo() throws JsonProcessingException {
    assertThat(
            validate(
                "UpdateOrganizationRequest",
                "{\"organizationId\":\"o\",\"data\":{\"requireMFA\":true}}"))
        .containsExactly(
            new FieldError(
                "data.requireMFA",
                "is not a field of data; did you mean requireMfa?",
                "unknown_field"));
    assertThat(
            validate(
                "SaveEmailProvidersRequest",
                "{\"providers\":{\"resend\":{\"enabled\":true,\"apikey\":\"k\"}}}"))
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(tuple("providers.resend.apikey", "unknown_field"));
  }

  /** Of several forms, the one that was not meant has nothing to say. */
  @Test
  void anUnknownFieldOfAnObjectThatMayBeNullIsOneError() throws JsonProcessingException {
    assertThat(validate("UpdateClientRequest", "{\"id\":\"c\",\"branding\":{\"logoUri\":\"\"}}"))
        .containsExactly(
            new FieldError(
                "branding.logoUri",
                "is not a field of branding; did you mean logoUrl?",
                "unknown_field"));
  }

  @Test
  void aLongNameIsNotRepeatedAndManyAreNotAllTold() throws JsonProcessingException {
    StringBuilder body = new StringBuilder("{\"").append("x".repeat(5000)).append("\":1");
    for (int i = 0; i < 1000; i++) {
      body.append(",\"y").append(i).append("\":1");
    }

    List<FieldError> errors = validate("EmptyRequest", body.append('}').toString());

    assertThat(errors).hasSize(20);
    assertThat(errors).allSatisfy(error -> assertThat(error.field()).hasSizeLessThan(70));
  }

  /** The published client sends its own fields there, and answers are sent back. */
  @Test
  void openDocumentsTakeAnyFieldAndIgnoredFieldsAreTaken() throws JsonProcessingException {
    assertThat(
            validate(
                "CreateUserRequest",
                "{\"email\":\"a@b.c\",\"name\":\"A\",\"data\":{\"plan\":\"x\"},"
                    + "\"metadata\":{\"a\":{\"b\":1}}}"))
        .isEmpty();
    assertThat(validate("SaveBrandingRequest", "{\"darkMode\":true,\"warnings\":[]}")).isEmpty();
  }

  @Test
  void aQuestionAboutASubjectNamesIt() throws JsonProcessingException {
    assertThat(validate("CheckPermissionRequest", "{\"permission\":\"user.read\"}"))
        .containsExactlyInAnyOrder(
            new FieldError("userId", "must be given for a question about a user", "required"),
            new FieldError(
                "projectId",
                "must be given, without userId, for a question about the caller",
                "required"));
    assertThat(
            validate(
                "CheckPermissionRequest",
                "{\"permission\":\"a.b\",\"projectId\":\"p\",\"organizationId\":\"o\"}"))
        .extracting(FieldError::field, FieldError::message)
        .containsExactly(
            tuple("organizationId", "needs userId, whose roles in the organization are meant"));
    assertThat(validate("CheckPermissionRequest", "{\"permission\":\"a.b\",\"projectId\":\"p\"}"))
        .isEmpty();
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
