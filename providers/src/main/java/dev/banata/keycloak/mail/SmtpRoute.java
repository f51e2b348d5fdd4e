package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Secret;
import dev.banata.keycloak.outgoing.NotConnectedException;
import dev.banata.keycloak.outgoing.OutgoingConnections;
import dev.banata.keycloak.outgoing.SmtpServer;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.vault.VaultStringSecret;

/** Sends by a mail server that is configured as Keycloak's own sender reads it. */
final class SmtpRoute implements Route {

  private static final Logger LOG = Logger.getLogger(SmtpRoute.class);
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int HIGHEST_PORT = 65_535;
  private static final String TRUE = "true";

  private final KeycloakSession session;
  private final SmtpTokens tokens;
  private final String realmId;
  private final Map<String, String> config;

  SmtpRoute(
      KeycloakSession session, SmtpTokens tokens, String realmId, Map<String, String> config) {
    this.session = session;
    this.tokens = tokens;
    this.realmId = realmId;
    this.config = config;
  }

  @Override
  public ProviderId provider() {
    return ProviderId.SMTP;
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public Outcome send(Mail mail) {
    Optional<String> missing = missing(mail);
    if (missing.isPresent()) {
      return new Outcome.Refused(missing.get(), false);
    }
    OutgoingConnections connections = OutgoingConnections.of(session);
    SmtpServer server;
    try {
      server = server(connections);
    } catch (IOException e) {
      SmtpFailure.log(LOG, mail, e);
      return new Outcome.Refused("SMTP has no access token to sign in with", true);
    }
    try {
      connections.smtp().send(server, to -> SmtpMessage.of(to, mail));
      return new Outcome.Accepted(null);
    } catch (NotConnectedException e) {
      SmtpFailure.log(LOG, mail, e);
      return new Outcome.Refused("SMTP cannot be reached", true);
    } catch (AuthenticationFailedException e) {
      tokens.forget(realmId);
      SmtpFailure.log(LOG, mail, e);
      return new Outcome.Refused("SMTP refused the user name or password", server.token());
    } catch (IOException | MessagingException e) {
      SmtpFailure.log(LOG, mail, e);
      return SmtpFailure.outcome(e);
    }
  }

  private Optional<String> missing(Mail mail) {
    if (blank("host")) {
      return Optional.of("SMTP has no host");
    }
    if (!blank("port")
        && !(PORT.matcher(config.get("port")).matches()
            && Integer.parseInt(config.get("port")) <= HIGHEST_PORT)) {
      return Optional.of("SMTP has no valid port");
    }
    if (is("auth") && blank("user")) {
      return Optional.of("SMTP has no user to sign in as");
    }
    boolean ascii =
        (mail.to() + mail.from().address()).chars().allMatch(character -> character < 128);
    return ascii || is("allowutf8")
        ? Optional.empty()
        : Optional.of("The local part of an address needs a mail server with SMTPUTF8 (allowutf8)");
  }

  private SmtpServer server(OutgoingConnections connections) throws IOException {
    boolean ssl = is("ssl");
    int usual = ssl ? 465 : 25;
    boolean token = "token".equalsIgnoreCase(config.get("authType"));
    return new SmtpServer(
        config.get("host").strip(),
        blank("port") ? usual : Integer.parseInt(config.get("port")),
        ssl,
        is("starttls"),
        is("auth") ? credentials(connections, token) : null,
        token,
        blank("envelopeFrom") ? null : config.get("envelopeFrom"),
        is("allowutf8"));
  }

  private PasswordAuthentication credentials(OutgoingConnections connections, boolean token)
      throws IOException {
    Secret secret =
        token
            ? tokens.get(connections.http(), realmId, config, secret("authTokenClientSecret"))
            : secret("password");
    return new PasswordAuthentication(config.get("user"), secret.reveal());
  }

  /** A secret of the configuration, which may be a reference to Keycloak's vault. */
  private Secret secret(String name) {
    String value = config.getOrDefault(name, "");
    try (VaultStringSecret secret = session.vault().getStringSecret(value)) {
      return new Secret(secret.get().orElse(value));
    }
  }

  private boolean is(String name) {
    return TRUE.equals(config.get(name));
  }

  private boolean blank(String name) {
    String value = config.get(name);
    return value == null || value.isBlank();
  }
}
