package dev.banata.keycloak.mail;

import dev.banata.keycloak.mail.ProviderStandIn.Answer;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.PostgresServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Keycloak server whose e-mail providers are stand-ins of this JVM. */
final class MailServer implements AutoCloseable {

  static final String ENCRYPTION_KEY = "a server's secret, of no use anywhere else";

  private static final String NAME = "keycloak";

  private final KeycloakServer keycloak;
  private final Path vault;
  private final PostgresServer postgres;
  private final Map<String, ProviderStandIn> providers;

  private MailServer(
      KeycloakServer keycloak,
      Path vault,
      PostgresServer postgres,
      Map<String, ProviderStandIn> providers) {
    this.keycloak = keycloak;
    this.vault = vault;
    this.postgres = postgres;
    this.providers = providers;
  }

  static MailServer start() throws IOException, InterruptedException, SQLException {
    Checkout checkout = Checkout.current();
    Database database = Database.of(System.getProperty("banata.test.db", Database.H2.id()));
    KeycloakDistribution distribution =
        KeycloakDistribution.built(
            checkout,
            System.getProperty("banata.test.keycloak", KeycloakDistribution.newestVersion()),
            database);
    Path folder = checkout.testServers().resolve("mail-" + database.id());
    new FileTree(folder).delete();
    Path vault = Files.createDirectories(folder.resolve("vault"));
    Map<String, ProviderStandIn> providers = new LinkedHashMap<>();
    List<String> options = new ArrayList<>(List.of("--vault-dir=" + vault));
    for (Map.Entry<String, Answer> usual : usualAnswers().entrySet()) {
      ProviderStandIn standIn = new ProviderStandIn(usual.getValue());
      providers.put(usual.getKey(), standIn);
      options.add("--spi-email-sender--banata--" + usual.getKey() + "-url=" + standIn.url());
    }
    ServerSettings settings =
        new ServerSettings(distribution, folder)
            .shortLived()
            .environment("KC_SPI_EMAIL_SENDER__BANATA__ENCRYPTION_KEY", ENCRYPTION_KEY)
            .options(options.toArray(String[]::new));
    PostgresServer postgres = null;
    if (database == Database.POSTGRES) {
      postgres = PostgresServer.temporary();
      settings.postgres(postgres.createDatabase(NAME), postgres.user(), postgres.password());
      settings.start().awaitReady().close();
      fillLog(postgres);
    }
    return new MailServer(settings.start().awaitReady(), vault, postgres, providers);
  }

  /** More than one batch of rows that are just too old, and one that is not. */
  private static void fillLog(PostgresServer postgres) throws SQLException {
    try (Connection connection = postgres.connect(NAME);
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into banata_email_log (id, realm_id, address, address_hash, status,"
                    + " created_at) select 'old-' || n, 'old', 'x', 'x', 'sent',"
                    + " case when n = 0 then ? else ? end from generate_series(0, 1500) n")) {
      long kept = System.currentTimeMillis() - Duration.ofDays(30).toMillis();
      insert.setLong(1, kept + Duration.ofHours(1).toMillis());
      insert.setLong(2, kept - 1);
      insert.executeUpdate();
    }
  }

  /** A connection to the server's database; nothing on H2, whose file nobody else can open. */
  Optional<Connection> database() throws SQLException {
    return postgres == null ? Optional.empty() : Optional.of(postgres.connect(NAME));
  }

  /** What the providers document as their answers of success. */
  private static Map<String, Answer> usualAnswers() {
    return Map.of(
        "resend", new Answer(200, Map.of(), "{\"id\":\"id-of-resend\"}"),
        "sendgrid", new Answer(202, Map.of("X-Message-Id", "id-of-sendgrid"), ""),
        "ses", new Answer(200, Map.of(), "{\"MessageId\":\"id-of-ses\"}"),
        "mailgun",
            new Answer(
                200, Map.of(), "{\"id\":\"id-of-mailgun\",\"message\":\"Queued. Thank you.\"}"),
        "postmark",
            new Answer(
                200,
                Map.of(),
                "{\"To\":\"x\",\"MessageID\":\"id-of-postmark\",\"ErrorCode\":0,\"Message\":\"OK\"}"));
  }

  KeycloakServer keycloak() {
    return keycloak;
  }

  /** Puts a secret where Keycloak's vault of files looks for it. */
  void putIntoVault(String realm, String name, String secret) throws IOException {
    Files.writeString(vault.resolve(realm + "_" + name), secret);
  }

  ProviderStandIn provider(String id) {
    return providers.get(id);
  }

  void forget() {
    providers.values().forEach(ProviderStandIn::forget);
  }

  @Override
  public void close() throws IOException {
    keycloak.close();
    if (postgres != null) {
      postgres.close();
    }
    providers.values().forEach(ProviderStandIn::stop);
  }
}
