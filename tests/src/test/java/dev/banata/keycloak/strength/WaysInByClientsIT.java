package dev.banata.keycloak.strength;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.Http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that can do more than the caller. */
@Tag("diagonal")
final class WaysInByClientsIT extends WaysIn {

  private static final String CALLBACK = "https://app.example.com/callback";
  private static final String STOLEN = "https://thief.example.com/callback";

  /** A client of the console with a service account that is realm-admin; returns its id. */
  private String managingClient(String clientId) {
    String id = client(clientId, Map.of("serviceAccountsEnabled", true, "fullScopeAllowed", true));
    String account =
        rest.get("/clients/" + id + "/service-account-user").expect(200).json().get("id").asText();
    rest.grantClientRole(account, REALM_MANAGEMENT, REALM_ADMIN);
    return id;
  }

  private String client(String clientId, Map<String, Object> more) {
    Map<String, Object> client = new HashMap<>(more);
    client.put("clientId", clientId);
    client.put("publicClient", false);
    client.put("redirectUris", List.of(CALLBACK));
    return rest.createClient(client);
  }

  @Test
  void b2_aKeyOfClientsDoesNotReadTheSecretOfAManagingClient() {
    String id = managingClient("deploy");
    JsonNode secret = rest.get("/clients/" + id + "/client-secret").expect(200).json();

    Answer rotated =
        with("client.manage")
            .post(
                "/api/auth/banata/clients/rotate-secret",
                Map.of("id", "deploy", "overlapSeconds", 3600));

    assertAnswer(rotated).isRefused(403, ESCALATION);
    assertThat(rest.get("/clients/" + id + "/client-secret").expect(200).json()).isEqualTo(secret);
  }

  @Test
  void b2_aKeyOfClientsDoesNotGiveAManagingClientItsOwnKeys() {
    String id = managingClient("deploy");
    JsonNode before = Snapshots.sorted(rest.get("/clients/" + id).expect(200).json());

    Answer updated =
        with("client.manage")
            .post(
                "/api/auth/banata/clients/update",
                Map.of(
                    "id",
                    "deploy",
                    "clientAuthentication",
                    "private_key_jwt",
                    "jwksUri",
                    "https://thief.example.com/jwks.json"));

    assertAnswer(updated).isRefused(403, ESCALATION);
    assertThat(Snapshots.sorted(rest.get("/clients/" + id).expect(200).json())).isEqualTo(before);
  }

  @Test
  void b2_aKeyOfClientsDoesNotRedirectTheTokensOfAdministrators() {
    String id = client("portal", Map.of("fullScopeAllowed", true));

    Answer updated =
        with("client.manage")
            .post(
                "/api/auth/banata/clients/update",
                Map.of("id", "portal", "redirectUris", List.of(STOLEN)));

    assertAnswer(updated).isRefused(403, ESCALATION);
    assertThat(rest.get("/clients/" + id).expect(200).json().get("redirectUris").toString())
        .isEqualTo("[\"" + CALLBACK + "\"]");
  }

  @Test
  void b2_aKeyOfSettingsDoesNotRedirectTheTokensOfAdministrators() {
    String id = client(project.slug(), Map.of("fullScopeAllowed", true));

    Answer saved =
        with("dashboard.manage")
            .post(
                CONFIG + "redirects/save",
                Map.of("config", Map.of("redirectUris", List.of(STOLEN))));

    assertAnswer(saved).isRefused(403, ESCALATION);
    assertThat(rest.get("/clients/" + id).expect(200).json().get("redirectUris").toString())
        .isEqualTo("[\"" + CALLBACK + "\"]");
  }
}
