package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Secret;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;

/** What each provider's API is sent, by its documentation. */
final class ProviderCallTest {

  private static final Secret KEY = new Secret("the-key");
  private static final Mail MAIL =
      new Mail(
          new Party("hello@acme.example", "Acme, Ünc."),
          new Party("help@acme.example", null),
          "ada@example.org",
          "Grüße",
          "text",
          "<p>html</p>",
          "emsg_1");

  private static JsonNode json(ProviderCall call) throws IOException {
    assertThat(call.contentType()).isEqualTo("application/json");
    return JsonSerialization.mapper.readTree(call.body());
  }

  private static ProviderCall call(ProviderId provider, Map<String, String> fields) {
    Account account = new Account(fields, KEY);
    ProviderApi api = ProviderApis.of(provider);
    return api.request(new ProviderApis(Map.of()).baseUrl(provider, account), MAIL, account);
  }

  @Test
  void resend() throws IOException {
    ProviderCall call = call(ProviderId.RESEND, Map.of());

    assertThat(call.uri()).hasToString("https://api.resend.com/emails");
    assertThat(call.headers())
        .containsEntry("Authorization", "Bearer the-key")
        .containsEntry("Idempotency-Key", "emsg_1");
    assertThat(json(call))
        .hasToString(
            "{'from':'~Acme, Ünc.~ <hello@acme.example>','to':['ada@example.org'],'subject':'Grüße',"
                    .replace("~", "\\\"")
                    .replace('\'', '"')
                + "'html':'<p>html</p>','text':'text','reply_to':'help@acme.example'}"
                    .replace('\'', '"'));
  }

  @Test
  void sendGrid() throws IOException {
    ProviderCall call = call(ProviderId.SENDGRID, Map.of());
    JsonNode body = json(call);

    assertThat(call.uri()).hasToString("https://api.sendgrid.com/v3/mail/send");
    assertThat(call.headers()).containsEntry("Authorization", "Bearer the-key");
    assertThat(body.at("/personalizations/0/to/0/email").asText()).isEqualTo("ada@example.org");
    assertThat(body.at("/from/email").asText()).isEqualTo("hello@acme.example");
    assertThat(body.at("/from/name").asText()).isEqualTo("Acme, Ünc.");
    assertThat(body.at("/reply_to/email").asText()).isEqualTo("help@acme.example");
    assertThat(body.at("/reply_to").has("name")).isFalse();
    assertThat(body.get("subject").asText()).isEqualTo("Grüße");
    assertThat(body.at("/content").findValuesAsText("type"))
        .containsExactly("text/plain", "text/html");
  }

  @Test
  void postmark() throws IOException {
    ProviderCall call = call(ProviderId.POSTMARK, Map.of());
    JsonNode body = json(call);

    assertThat(call.uri()).hasToString("https://api.postmarkapp.com/email");
    assertThat(call.headers())
        .containsEntry("X-Postmark-Server-Token", "the-key")
        .containsEntry("Accept", "application/json");
    assertThat(body.get("From").asText()).isEqualTo("\"Acme, Ünc.\" <hello@acme.example>");
    assertThat(body.get("MessageStream").asText()).isEqualTo("outbound");
    assertThat(body.get("HtmlBody").asText()).isEqualTo("<p>html</p>");
    assertThat(body.get("TextBody").asText()).isEqualTo("text");
    assertThat(body.get("ReplyTo").asText()).isEqualTo("help@acme.example");
  }

  @Test
  void mailgunInBothRegions() {
    Map<String, String> us = Map.of("domain", "mg.acme.example", "region", "us");
    ProviderCall call = call(ProviderId.MAILGUN, us);
    String boundary = call.contentType().substring("multipart/form-data; boundary=".length());

    assertThat(call.uri()).hasToString("https://api.mailgun.net/v3/mg.acme.example/messages");
    assertThat(call(ProviderId.MAILGUN, Map.of("domain", "mg.acme.example", "region", "eu")).uri())
        .hasToString("https://api.eu.mailgun.net/v3/mg.acme.example/messages");
    assertThat(call.headers()).containsEntry("Authorization", "Basic YXBpOnRoZS1rZXk=");
    assertThat(call.body().split("--" + boundary))
        .contains("\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\nada@example.org\r\n")
        .contains(
            "\r\nContent-Disposition: form-data; name=\"h:Reply-To\"\r\n\r\nhelp@acme.example\r\n")
        .hasSize(8);
  }

  @Test
  void ses() throws IOException {
    Map<String, String> fields =
        Map.of("region", "eu-central-1", "accessKeyId", "AKIAIOSFODNN7EXAMPLE");
    ProviderCall call = call(ProviderId.SES, fields);
    JsonNode body = json(call);

    assertThat(call.uri())
        .hasToString("https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails");
    assertThat(call.headers().get("authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/")
        .contains("/eu-central-1/ses/aws4_request, SignedHeaders=content-type;host;x-amz-date,");
    // SES wants encoded words where others take UTF-8.
    assertThat(body.get("FromEmailAddress").asText())
        .isEqualTo("=?UTF-8?Q?Acme=2C_=C3=9Cnc=2E?= <hello@acme.example>");
    assertThat(body.at("/Destination/ToAddresses/0").asText()).isEqualTo("ada@example.org");
    assertThat(body.at("/ReplyToAddresses/0").asText()).isEqualTo("help@acme.example");
    assertThat(body.at("/Content/Simple/Subject/Data").asText()).isEqualTo("Grüße");
    assertThat(body.at("/Content/Simple/Body/Html/Charset").asText()).isEqualTo("UTF-8");
    assertThat(body.at("/Content/Simple/Body/Text/Data").asText()).isEqualTo("text");
  }

  @Test
  void onlyTheServerPutsAnotherInAProvidersPlace() {
    ProviderApis apis = new ProviderApis(Map.of(ProviderId.SES, "http://127.0.0.1:1"));

    assertThat(apis.baseUrl(ProviderId.SES, new Account(Map.of("region", "us-east-1"), KEY)))
        .isEqualTo("http://127.0.0.1:1");
    assertThat(apis.baseUrl(ProviderId.RESEND, new Account(Map.of(), KEY)))
        .isEqualTo("https://api.resend.com");
  }
}
