package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Clients by what their service account or their users' tokens lead to. */
final class StrongClients {
  /** Client attributes that let a client get users' tokens; UserGrantsTest finds a new one. */
  private static final List<String> GRANTS =
      List.of(
          "oauth2.device.authorization.grant.enabled",
          "oauth2.jwt.authorization.grant.enabled",
          "oidc.ciba.grant.enabled",
          "standard.token.exchange.enabled");

  private final StrongMaker make;

  StrongClients(StrongMaker make) {
    this.make = make;
  }

  Map<String, Supplier<Strong>> clients() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongClients()
        .forEach(
            (name, maker) ->
                things.put(
                    "client with " + name,
                    () -> {
                      String id = maker.apply(TestProjects.unique("c"));
                      return Strong.of(Map.of("id", id), () -> stateOfClient(id));
                    }));
    return things;
  }

  Map<String, Supplier<Strong>> defaultClients() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongClients()
        .forEach(
            (name, maker) ->
                things.put(
                    "default client with " + name,
                    () -> {
                      removeDefaultClient();
                      String id = maker.apply(make.project().slug());
                      return Strong.of(Map.of(), () -> stateOfClient(id));
                    }));
    things.put(
        "first default client, with a scope of the realm that bears realm-admin",
        () -> {
          removeDefaultClient();
          return withStrongScopeOfRealm();
        });
    return things;
  }

  Map<String, Supplier<Strong>> newClients() {
    return Map.of(
        "new client with a scope of the realm that bears realm-admin",
        this::withStrongScopeOfRealm);
  }

  /** Every client that is made now gets the scope; it ends with the next state that is read. */
  private Strong withStrongScopeOfRealm() {
    String scope = strongScope();
    make.rest().put("/default-default-client-scopes/" + scope, Map.of()).expect(204);
    return Strong.of(Map.of(), () -> make.reads("/clients?max=1000"));
  }

  /** So that clients that are made later are no stronger than they should be. */
  void removeStrongScopesOfRealm() {
    for (JsonNode scope : make.read(make.rest().path("/default-default-client-scopes"))) {
      if (scope.get("name").asText().startsWith("strong-")) {
        make.rest().delete("/client-scopes/" + scope.get("id").asText()).expect(204);
      }
    }
  }

  private void removeDefaultClient() {
    for (JsonNode client :
        make.read(make.rest().path("/clients?clientId=" + make.project().slug()))) {
      make.rest().delete("/clients/" + client.get("id").asText()).expect(204);
    }
  }

  /** Each makes a client with the client id, as the console does, and returns its id. */
  private Map<String, Function<String, String>> strongClients() {
    Map<String, Function<String, String>> clients = new LinkedHashMap<>();
    clients.put(
        "a service account with realm-admin",
        clientId -> serviceAccount(clientId, account -> make.manage(account, REALM_ADMIN)));
    clients.put(
        "a service account in a group with realm-admin",
        clientId -> serviceAccount(clientId, account -> make.join(account, make.groupBelow())));
    clients.put(
        "a service account with a permission that the caller lacks",
        clientId ->
            serviceAccount(
                clientId,
                account -> make.rest().grantClientRole(account, "banata", make.custom())));
    clients.put(
        "full scope and the standard flow",
        clientId -> newClient(clientId, Map.of("fullScopeAllowed", true)));
    for (String grant : GRANTS) {
      clients.put(
          "full scope and " + grant,
          clientId ->
              newClient(
                  clientId,
                  Map.of(
                      "fullScopeAllowed",
                      true,
                      "standardFlowEnabled",
                      false,
                      "attributes",
                      Map.of(grant, "true"))));
    }
    clients.put(
        "a scope that bears realm-admin",
        clientId -> {
          String id = newClient(clientId, Map.of());
          make.rest()
              .put("/clients/" + id + "/default-client-scopes/" + strongScope(), Map.of())
              .expect(204);
          return id;
        });
    clients.put(
        "realm-admin in its own scope",
        clientId -> {
          String id = newClient(clientId, Map.of());
          String management = make.rest().idOfClient(REALM_MANAGEMENT);
          make.rest()
              .post(
                  "/clients/" + id + "/scope-mappings/clients/" + management,
                  List.of(make.management()))
              .expect(204);
          return id;
        });
    return clients;
  }

  private String serviceAccount(String clientId, Consumer<String> strengthen) {
    String id =
        newClient(clientId, Map.of("serviceAccountsEnabled", true, "standardFlowEnabled", false));
    strengthen.accept(
        make.read(make.rest().path("/clients/" + id + "/service-account-user")).get("id").asText());
    return id;
  }

  private String newClient(String clientId, Map<String, Object> more) {
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("clientId", clientId);
    client.put("name", "Strong");
    client.put("publicClient", false);
    client.put("fullScopeAllowed", false);
    // A callback belongs to one client.
    client.put("redirectUris", List.of("https://" + clientId + ".example.com/callback"));
    client.putAll(more);
    return make.rest().createClient(client);
  }

  private String strongScope() {
    String name = TestProjects.unique("strong");
    make.rest()
        .post("/client-scopes", Map.of("name", name, "protocol", "openid-connect"))
        .expect(201);
    for (JsonNode scope : make.read(make.rest().path("/client-scopes"))) {
      if (scope.get("name").asText().equals(name)) {
        String id = scope.get("id").asText();
        make.rest()
            .post(
                "/client-scopes/"
                    + id
                    + "/scope-mappings/clients/"
                    + make.rest().idOfClient(REALM_MANAGEMENT),
                List.of(make.management()))
            .expect(204);
        return id;
      }
    }
    throw new AssertionError("Keycloak has not made the scope " + name);
  }

  private List<JsonNode> stateOfClient(String id) {
    String path = "/clients/" + id;
    List<String> paths = new ArrayList<>(List.of(path, path + "/client-secret"));
    if (make.read(make.rest().path(path)).path("serviceAccountsEnabled").asBoolean()) {
      String account =
          make.read(make.rest().path(path + "/service-account-user")).get("id").asText();
      paths.add("/users/" + account + "/role-mappings");
    }
    return make.reads(paths.toArray(String[]::new));
  }
}
