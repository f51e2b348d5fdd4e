package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.banata.keycloak.api.TestProject;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that a project sends by, and what it got. */
final class Mailbox implements Closeable {

  private static final Pattern LINK = Pattern.compile("\\]\\((https?://[^\\s)]+)\\)");

  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  Mailbox() {
    mail.start();
  }

  /** The settings of it, as Keycloak has them. */
  Map<String, String> settings() {
    return Map.of(
        "host",
        "127.0.0.1",
        "port",
        Integer.toString(mail.getSmtp().getPort()),
        "from",
        "hello@example.org",
        "fromDisplayName",
        "The Shop");
  }

  /** Lets a project send by it. */
  void connect(TestProject project) {
    project.adminRest().update(Map.of("smtpServer", settings())).expect(204);
  }

  /** A mail that arrived. */
  record Received(String subject, String from, String html, String text) {

    /** Where the button of its plain text leads. */
    String link() {
      Matcher link = LINK.matcher(text);
      assertThat(link.find()).as(text).isTrue();
      return link.group(1);
    }
  }

  /** The only mail to an address; those of the API are sent before it answers, others wait. */
  Received to(String address) {
    mail.waitForIncomingEmail(5_000, 0);
    for (int i = 0; i < 50 && all(address).isEmpty(); i++) {
      pause();
    }
    assertThat(all(address)).as("mails to " + address).hasSize(1);
    return all(address).get(0);
  }

  List<Received> all(String address) {
    return Arrays.stream(mail.getReceivedMessages())
        .filter(message -> isTo(message, address))
        .map(Mailbox::read)
        .toList();
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean isTo(MimeMessage message, String address) {
    try {
      return Arrays.stream(message.getRecipients(Message.RecipientType.TO))
          .anyMatch(each -> each.toString().contains(address));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Received read(MimeMessage message) {
    try {
      return new Received(
          message.getSubject(),
          jakarta.mail.internet.MimeUtility.decodeText(message.getFrom()[0].toString()),
          part(message, "text/html").replace("\r\n", "\n"),
          part(message, "text/plain").replace("\r\n", "\n"));
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return part.getContent().toString();
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart each = parts.getBodyPart(i);
        String found = part(each, type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  @Override
  public void close() {
    mail.stop();
  }
}
