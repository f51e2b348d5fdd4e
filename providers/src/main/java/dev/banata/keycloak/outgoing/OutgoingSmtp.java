package dev.banata.keycloak.outgoing;

import dev.banata.keycloak.compat.MailTrust;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Sends mails by a mail server, with Keycloak's trust store. The connection is made here and handed
 * to Jakarta Mail, which would look the host up by itself.
 */
public final class OutgoingSmtp {

  static final int CONNECT_MILLIS = 5_000;
  static final int ANSWER_MILLIS = 10_000;
  static final int TOTAL_MILLIS = 20_000;

  /** What a server may say in all; a mail needs about one KiB. */
  private static final long MAX_BYTES = 256 * 1024;

  private static final String PREFIX = "mail.smtp.";
  private static final String TRUE = "true";

  private final Destinations destinations;
  private final ScheduledExecutorService clock;
  private final MailTrust trust;

  OutgoingSmtp(Destinations destinations, ScheduledExecutorService clock, MailTrust trust) {
    this.destinations = destinations;
    this.clock = clock;
    this.trust = trust;
  }

  /** Writes a message that has the session's settings. */
  public interface Writer {
    Message write(Session session) throws MessagingException;
  }

  /**
   * Sends a message to its recipients.
   *
   * @throws NotConnectedException if the server cannot be reached, is not who it should be, or does
   *     not speak SMTP
   * @throws MessagingException what Jakarta Mail makes of the server's answers, which are in it
   */
  public void send(SmtpServer server, Writer writer) throws IOException, MessagingException {
    Session session = Session.getInstance(properties(server), credentials(server));
    Message message = writer.write(session);
    Socket socket = new LimitedSocket(MAX_BYTES);
    Future<?> end = clock.schedule(() -> close(socket), TOTAL_MILLIS, TimeUnit.MILLISECONDS);
    try {
      Socket connected = connect(socket, server);
      try (SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
        introduce(transport, connected);
        transport.sendMessage(message, message.getAllRecipients());
      }
    } finally {
      end.cancel(false);
      close(socket);
    }
  }

  private static void introduce(SMTPTransport transport, Socket socket)
      throws AuthenticationFailedException, NotConnectedException {
    try {
      transport.connect(socket);
    } catch (AuthenticationFailedException e) {
      throw e;
    } catch (MessagingException e) {
      throw new NotConnectedException(e);
    }
  }

  private Socket connect(Socket socket, SmtpServer server) throws NotConnectedException {
    try {
      InetAddress address = destinations.resolve(server.host())[0];
      socket.connect(new InetSocketAddress(address, server.port()), CONNECT_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      return server.ssl() ? encrypted(socket, server) : socket;
    } catch (IOException e) {
      throw new NotConnectedException(e);
    }
  }

  private Socket encrypted(Socket socket, SmtpServer server) throws IOException {
    SSLSocket encrypted =
        (SSLSocket) trust.sockets().createSocket(socket, server.host(), server.port(), true);
    if (!trust.anyHost()) {
      SSLParameters parameters = encrypted.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      encrypted.setSSLParameters(parameters);
    }
    encrypted.startHandshake();
    return encrypted;
  }

  private Properties properties(SmtpServer server) {
    Properties properties = new Properties();
    properties.setProperty(PREFIX + "auth", Boolean.toString(server.credentials() != null));
    if (server.credentials() != null) {
      properties.setProperty(PREFIX + "user", server.credentials().getUserName());
    }
    if (server.token()) {
      properties.setProperty(PREFIX + "auth.mechanisms", "XOAUTH2");
    }
    if (server.starttls()) {
      properties.setProperty(PREFIX + "starttls.enable", TRUE);
      properties.put(PREFIX + "ssl.socketFactory", trust.sockets());
      properties.setProperty(
          PREFIX + "ssl.checkserveridentity", Boolean.toString(!trust.anyHost()));
      if (trust.anyHost()) {
        properties.setProperty(PREFIX + "ssl.trust", "*");
      }
    }
    if (server.bounces() != null) {
      properties.setProperty(PREFIX + "from", server.bounces());
    }
    properties.setProperty("mail.mime.allowutf8", Boolean.toString(server.utf8()));
    // Otherwise the mail would tell this machine's name.
    properties.setProperty(PREFIX + "localhost", "localhost");
    return properties;
  }

  private static Authenticator credentials(SmtpServer server) {
    return server.credentials() == null
        ? null
        : new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return server.credentials();
          }
        };
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more in either case.
    }
  }
}
