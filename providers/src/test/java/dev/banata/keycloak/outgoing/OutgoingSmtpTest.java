package dev.banata.keycloak.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banata.keycloak.compat.MailTrust;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails by mail servers with and without TLS, whose certificate is for {@code localhost}. */
final class OutgoingSmtpTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final PasswordAuthentication ADA = new PasswordAuthentication("ada", "secret");

  /** As ada, with the password. */
  private static final String SIGN_IN = "tls AUTH PLAIN YWRhAGFkYQBzZWNyZXQ=";

  private static final ScheduledExecutorService CLOCK = Executors.newScheduledThreadPool(1);

  @TempDir private static Path folder;

  private static SSLContext serverTls;
  private static MailTrust trust;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    serverTls = SSLContext.getInstance("TLS");
    serverTls.init(own.getKeyManagers(), null, null);
    SSLContext clientTls = SSLContext.getInstance("TLS");
    clientTls.init(null, trusted.getTrustManagers(), null);
    trust = new MailTrust(clientTls.getSocketFactory(), false);
  }

  @AfterAll
  static void stop() {
    CLOCK.shutdownNow();
  }

  /** Takes one mail. */
  private static final class MailServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final boolean ssl;
    private final Thread thread;

    MailServer(boolean ssl) throws IOException {
      this.ssl = ssl;
      InetAddress loopback = InetAddress.getLoopbackAddress();
      this.server =
          ssl
              ? serverTls.getServerSocketFactory().createServerSocket(0, 5, loopback)
              : new ServerSocket(0, 5, loopback);
      thread = new Thread(this::serve, "mail-server");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      try {
        while (true) {
          try (Socket socket = server.accept()) {
            say(socket, "220 here");
            talk(socket, ssl);
          } catch (IOException e) {
            if (server.isClosed()) {
              return;
            }
          }
        }
      } catch (RuntimeException e) {
        heard.add(e.toString());
      }
    }

    private void talk(Socket socket, boolean encrypted) throws IOException {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add((encrypted ? "tls " : "") + line);
        if (line.equals("STARTTLS")) {
          say(socket, "220 go");
          SSLSocket tls =
              (SSLSocket)
                  serverTls
                      .getSocketFactory()
                      .createSocket(socket, "localhost", socket.getPort(), true);
          tls.setUseClientMode(false);
          talk(tls, true);
          return;
        }
        String answer = answer(line, encrypted);
        if (answer != null) {
          say(socket, answer);
        }
      }
    }

    private static String answer(String line, boolean encrypted) {
      if (line.startsWith("EHLO")) {
        return "250-here\r\n" + (encrypted ? "250 AUTH PLAIN" : "250-STARTTLS\r\n250 AUTH PLAIN");
      } else if (line.startsWith("AUTH PLAIN")) {
        return ("tls " + line).equals(SIGN_IN) ? "235 welcome" : "535 no";
      } else if (line.startsWith("AUTH")) {
        return "504 not this one";
      } else if (line.equals("DATA")) {
        return "354 go on";
      } else if (line.startsWith("MAIL") || line.startsWith("RCPT") || line.equals(".")) {
        return "250 ok";
      }
      return line.equals("QUIT") ? "221 bye" : null;
    }

    private static void say(Socket socket, String text) throws IOException {
      socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }

    /** A thread that waits for a connection takes one more until it has woken up. */
    @Override
    public void close() throws IOException {
      server.close();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void send(
      String host, MailServer server, boolean starttls, PasswordAuthentication credentials)
      throws IOException, MessagingException {
    new OutgoingSmtp(
            new Destinations(AllowedDestinations.parse(List.of("127.0.0.1"))), CLOCK, trust)
        .send(
            new SmtpServer(
                host,
                server.server.getLocalPort(),
                server.ssl,
                starttls,
                credentials,
                false,
                null,
                false),
            OutgoingSmtpTest::message);
  }

  private static Message message(Session session) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress("from@example.org"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("to@example.org"));
    message.setSubject("Hello");
    message.setText("A text");
    message.saveChanges();
    return message;
  }

  @Test
  void aMailGoesOutWithAndWithoutTls() throws Exception {
    try (MailServer plain = new MailServer(false);
        MailServer encrypted = new MailServer(true)) {
      send("localhost", plain, false, null);
      assertThat(plain.heard)
          .contains("MAIL FROM:<from@example.org>", "RCPT TO:<to@example.org>", "A text")
          .noneMatch(line -> line.contains("AUTH") || line.contains("STARTTLS"));

      send("localhost", plain, true, ADA);
      assertThat(plain.heard)
          .contains("STARTTLS", SIGN_IN, "tls A text")
          .noneMatch(line -> line.startsWith("AUTH"));

      send("localhost", encrypted, false, ADA);
      assertThat(encrypted.heard).contains(SIGN_IN, "tls A text");
    }
  }

  @Test
  void aServerThatIsNotWhoItShouldBeGetsNoPassword() throws Exception {
    try (MailServer plain = new MailServer(false);
        MailServer encrypted = new MailServer(true)) {
      // The certificate is for the name and not for the address.
      assertThatThrownBy(() -> send("127.0.0.1", encrypted, false, ADA))
          .isInstanceOf(NotConnectedException.class);
      assertThatThrownBy(() -> send("127.0.0.1", plain, true, ADA))
          .isInstanceOf(NotConnectedException.class);

      assertThat(plain.heard).noneMatch(line -> line.contains("AUTH PLAIN"));
      assertThat(encrypted.heard).noneMatch(line -> line.contains("AUTH PLAIN"));
    }
  }

  @Test
  void aWrongPasswordIsToldFromAServerThatIsAway() throws Exception {
    MailServer gone;
    try (MailServer encrypted = new MailServer(true)) {
      gone = encrypted;
      assertThatThrownBy(
              () -> send("localhost", encrypted, false, new PasswordAuthentication("ada", "guess")))
          .isInstanceOf(AuthenticationFailedException.class);
    }
    assertThatThrownBy(() -> send("localhost", gone, false, ADA))
        .isInstanceOf(NotConnectedException.class);
  }
}
