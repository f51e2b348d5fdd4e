package dev.banata.keycloak.mail;

import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.mail.MailRefusedException.Code;
import dev.banata.keycloak.outgoing.OutgoingConnections;
import dev.banata.keycloak.outgoing.TooManyAtOnceException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Sends the mails of projects by their providers, and those of other realms the way that Keycloak
 * does.
 */
final class ProjectSender implements EmailSenderProvider {

  private static final Logger LOG = Logger.getLogger(ProjectSender.class);

  private final KeycloakSession session;
  private final EmailSenderProvider keycloak;
  private final ProviderRoutes routes;

  ProjectSender(KeycloakSession session, EmailSenderProvider keycloak, ProviderRoutes routes) {
    this.session = session;
    this.keycloak = keycloak;
    this.routes = routes;
  }

  @Override
  public void send(
      Map<String, String> config, UserModel user, String subject, String text, String html)
      throws EmailException {
    send(config, user.getEmail(), subject, text, html);
  }

  @Override
  public void send(
      Map<String, String> config, String address, String subject, String text, String html)
      throws EmailException {
    RealmModel realm = session.getContext().getRealm();
    if (realm == null || Realms.isAdminRealm(realm)) {
      keycloak.send(config, address, subject, text, html);
      return;
    }
    if (address == null || address.isBlank()) {
      throw new MailRefusedException(Code.INVALID_MAIL, "There is no address to send the mail to.");
    }
    Optional<Outgoing> outgoing = Outgoing.take(session);
    Clearance clearance = Clearance.of(session, realm.getId(), address);
    Entry entry =
        new Entry(clearance.key(), address, outgoing.map(Outgoing::template).orElse(null));
    Report report;
    try {
      String key =
          outgoing
              .flatMap(Outgoing::idempotencyKey)
              .map(clearance.key()::mailName)
              .orElse(entry.id());
      Mail mail = Mail.of(config, address, subject, text, html, key);
      clearance.require(new MailConfiguration(realm).maxPerHour());
      report = deliver(realm, routes(realm, config, outgoing, clearance), mail);
    } catch (MailRefusedException e) {
      settle(entry, refusal(e));
      throw e;
    }
    settle(entry, report);
    if (report.status() != MailStatus.SENT) {
      throw new MailRefusedException(code(report), report.error());
    }
    outgoing.ifPresent(mail -> mail.sent(report.provider().text(), report.messageId()));
  }

  private Report deliver(RealmModel realm, List<Route> found, Mail mail)
      throws MailRefusedException {
    try {
      return OutgoingConnections.of(session)
          .inPlace(realm.getId(), () -> new Delivery(found).deliver(mail));
    } catch (TooManyAtOnceException e) {
      throw new MailRefusedException(
          Code.BUSY, "Too many mails of the project wait for its mail servers.", e);
    } catch (IOException e) {
      throw new IllegalStateException("A delivery tells what happened", e);
    }
  }

  /** A configuration that is not the realm's own is one that somebody is trying out. */
  private List<Route> routes(
      RealmModel realm,
      Map<String, String> config,
      Optional<Outgoing> outgoing,
      Clearance clearance)
      throws MailRefusedException {
    MailConfiguration configuration = new MailConfiguration(realm);
    if (MailServerWrites.takesSecretElsewhere(configuration.smtp(), config)) {
      throw new MailRefusedException(
          Code.INVALID_MAIL,
          "The mail server is another one: enter its secret again, or save the changes first.");
    }
    if (outgoing.map(Outgoing::isSmtpOnly).orElse(false) || !config.equals(configuration.smtp())) {
      return List.of(routes.smtp(realm.getId(), config));
    }
    List<Route> found = routes.of(configuration, clearance.key());
    if (found.isEmpty()) {
      throw new MailRefusedException(
          Code.NOT_CONFIGURED, "The project has no e-mail provider that is active and enabled.");
    }
    return found;
  }

  private void settle(Entry entry, Report report) {
    if (report.status() != MailStatus.SENT) {
      LOG.warnf(
          "Mail %s was not sent (%s): %s", entry.id(), report.status().text(), report.error());
    }
    entry.write(session.getKeycloakSessionFactory(), report);
  }

  private static Report refusal(MailRefusedException refusal) {
    return refusal.code() == Code.SUPPRESSED
        ? new Report(MailStatus.SUPPRESSED, null, null, refusal.getMessage(), false)
        : Report.failed(refusal.getMessage());
  }

  private static Code code(Report report) {
    return switch (report.status()) {
      case SUPPRESSED -> Code.SUPPRESSED;
      case UNKNOWN -> Code.UNKNOWN_OUTCOME;
      default -> Code.PROVIDER_ERROR;
    };
  }

  @Override
  public void validate(Map<String, String> config) throws EmailException {
    keycloak.validate(config);
  }

  @Override
  public void close() {}
}
