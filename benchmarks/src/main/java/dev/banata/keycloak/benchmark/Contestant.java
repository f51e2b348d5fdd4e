package dev.banata.keycloak.benchmark;

import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A Keycloak that is measured. The same work by the calls that it offers for it: each method is one
 * call, and fails if the answer is not the expected one.
 */
abstract class Contestant implements Closeable {

  /** Realms of the benchmark are named by their number. */
  private static final String REALM = "bench-";

  private static final String OWNER = "owner";
  private static final String SMALL_OWNER = "small-owner";
  private static final String PASSWORD = "benchmark-1";

  /** Keycloak's list of 500 realms takes an owner of them more than a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Clients in one call. */
  private static final int IMPORT = 250;

  private static final String SERVICE = "service";
  private static final String SERVICE_SECRET = "benchmark-service-secret";

  private static final String APP = "app";
  private static final String APP_CALLBACK = "https://app.example.org/callback";

  private final Supplier<ServerSettings> settings;
  private KeycloakServer server;
  private Http anonymous;
  private AdminSession admin;
  private AdminSession owner;
  private AdminSession smallOwner;
  private String serviceRealm;
  private String signInPage;
  private Members members;
  private int projects;
  private int clients;

  Contestant(Supplier<ServerSettings> settings) {
    this.settings = settings;
  }

  /** What is measured, for people. */
  abstract String title();

  abstract void create(AdminSession as, String slug);

  abstract void list(AdminSession as);

  abstract void open(String slug);

  /** Lists users with what a back end of that project has. */
  abstract void listUsersAsApplication();

  abstract void verifyCredential();

  abstract void getToken();

  /** Makes what the calls of an application need, in a project of that name. */
  abstract void prepareApplication(String slug);

  /**
   * Makes a service of that project: an ordinary client of Keycloak with a secret. The realm gets
   * the settings of our template that the issue of a token sees, for both to do the same: above all
   * the event that is written.
   */
  final void prepareService(String slug) {
    serviceRealm = slug;
    Map<String, Object> settings =
        Map.of(
            "eventsEnabled",
            true,
            "eventsExpiration",
            2_592_000,
            "organizationsEnabled",
            true,
            "bruteForceProtected",
            true,
            "accessTokenLifespan",
            900);
    admin.http().send("PUT", "/admin/realms/" + slug, settings).expect(204);
    Map<String, Object> client =
        Map.of(
            "clientId",
            SERVICE,
            "secret",
            SERVICE_SECRET,
            "serviceAccountsEnabled",
            true,
            "standardFlowEnabled",
            false);
    admin.http().post("/admin/realms/" + slug + "/clients", client).expect(201);
  }

  /**
   * Makes an app of that project whose page of sign-in is opened. The realm gets the settings of
   * our template that the page sees, for both to show the same.
   */
  final void prepareSignIn(String slug) {
    // A project has organizations, and Keycloak asks for them on each page.
    Map<String, Object> settings =
        Map.of(
            "organizationsEnabled",
            true,
            "registrationAllowed",
            true,
            "resetPasswordAllowed",
            true,
            "rememberMe",
            true,
            "internationalizationEnabled",
            true,
            "supportedLocales",
            List.of("de", "en"),
            "defaultLocale",
            "en");
    admin.http().send("PUT", "/admin/realms/" + slug, settings).expect(204);
    Map<String, Object> client =
        Map.of("clientId", APP, "publicClient", true, "redirectUris", List.of(APP_CALLBACK));
    admin.http().post("/admin/realms/" + slug + "/clients", client).expect(201);
    signInPage =
        "/realms/%s/protocol/openid-connect/auth?response_type=code&client_id=%s&redirect_uri=%s"
                .formatted(slug, APP, APP_CALLBACK)
            + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  }

  /** Opens the page of sign-in, as a browser that was never there. */
  final void openSignIn() {
    anonymous.get(signInPage).expect(200);
  }

  /** Gets a token of the service, by the client credentials grant. */
  final void getServiceToken() {
    anonymous
        .postForm(
            "/realms/" + serviceRealm + "/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                SERVICE,
                "client_secret",
                SERVICE_SECRET))
        .expect(200);
  }

  /** Makes users in that project, each in as many organizations. */
  final void prepareMembers(String slug, List<Integer> organizations) {
    members = new Members(anonymous, slug, organizations);
    members.fill(admin);
  }

  /** Gets new tokens of a user who is in that many organizations. */
  String getMemberToken(int organizations) {
    return members.token(organizations);
  }

  /** Starts the server and returns the seconds until it was ready. */
  final double start() throws IOException, InterruptedException {
    long start = System.nanoTime();
    server = settings.get().start().awaitReady();
    double seconds = (System.nanoTime() - start) / 1e9;
    anonymous = new Http(server.url(), PATIENCE);
    admin = new AdminSession(anonymous, "master", server.adminUser(), server.adminPassword());
    owner = new AdminSession(anonymous, "master", OWNER, PASSWORD);
    smallOwner = new AdminSession(anonymous, "master", SMALL_OWNER, PASSWORD);
    return seconds;
  }

  /** Makes the owner of most projects and the owner of a single one. */
  final void addOwners() {
    addAdmin(OWNER);
    addAdmin(SMALL_OWNER);
    create(smallOwner, "single");
  }

  /** An admin who may make projects, and administers those that he made. */
  private void addAdmin(String username) {
    String users = "/admin/realms/master/users";
    Map<String, Object> user =
        Map.of(
            "username",
            username,
            "enabled",
            true,
            "credentials",
            List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)));
    String location = admin.http().post(users, user).expect(201).header("Location");
    String id = location.substring(location.lastIndexOf('/') + 1);
    Object role = admin.http().get("/admin/realms/master/roles/create-realm").expect(200).json();
    admin.http().post(users + "/" + id + "/role-mappings/realm", List.of(role)).expect(204);
  }

  /** Makes clients in a project until there are so many: by Keycloak's import, at both. */
  final void growClients(String slug, int count) {
    while (clients < count) {
      List<Map<String, Object>> more =
          IntStream.range(clients, Math.min(clients + IMPORT, count))
              .mapToObj(Contestant::client)
              .toList();
      admin
          .http()
          .post(
              "/admin/realms/" + slug + "/partialImport",
              Map.of("ifResourceExists", "FAIL", "clients", more))
          .expect(200);
      clients += more.size();
    }
  }

  private static Map<String, Object> client(int number) {
    String clientId = "client-" + number;
    return Map.of(
        "clientId",
        clientId,
        "name",
        "Client " + number,
        "publicClient",
        true,
        "redirectUris",
        List.of("https://" + clientId + ".example.com/callback"));
  }

  /** Makes one more project of the owner's. */
  final void grow() {
    create(owner, REALM + projects);
    projects++;
  }

  final int projects() {
    return projects;
  }

  /** A project of the owner's, by its number modulo their count. */
  final String slug(int number) {
    return REALM + number % projects;
  }

  final void listUsersAsAdmin() {
    users(admin.http());
  }

  abstract void users(Http as);

  final void signInOwner() {
    owner.signIn("admin-cli").expect(200);
  }

  final void signInSmallOwner() {
    smallOwner.signIn("admin-cli").expect(200);
  }

  final Http anonymous() {
    return anonymous;
  }

  final AdminSession admin() {
    return admin;
  }

  final AdminSession owner() {
    return owner;
  }

  final KeycloakServer server() {
    return server;
  }

  @Override
  public final void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
