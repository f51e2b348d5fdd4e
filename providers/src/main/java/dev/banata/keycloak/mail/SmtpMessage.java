package dev.banata.keycloak.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A mail as a MIME message, made as Keycloak makes its own. */
final class SmtpMessage {

  private static final String CHARSET = StandardCharsets.UTF_8.name();

  private SmtpMessage() {}

  static Message of(Session session, Mail mail) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    Party replyTo = mail.replyTo() == null ? mail.from() : mail.replyTo();
    try {
      message.setFrom(address(mail.from()));
      message.setReplyTo(new Address[] {address(replyTo)});
      message.setSubject(MimeUtility.encodeText(mail.subject(), CHARSET, null));
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to()));
    message.setContent(parts(mail));
    message.saveChanges();
    message.setSentDate(Date.from(Instant.now()));
    return message;
  }

  private static InternetAddress address(Party party)
      throws MessagingException, UnsupportedEncodingException {
    return party.name() == null
        ? new InternetAddress(party.address())
        : new InternetAddress(party.address(), party.name(), CHARSET);
  }

  private static Multipart parts(Mail mail) throws MessagingException {
    Multipart parts = new MimeMultipart("alternative");
    if (mail.text() != null) {
      MimeBodyPart text = new MimeBodyPart();
      text.setText(mail.text(), CHARSET);
      parts.addBodyPart(text);
    }
    if (mail.html() != null) {
      MimeBodyPart html = new MimeBodyPart();
      html.setContent(mail.html(), "text/html; charset=" + CHARSET);
      parts.addBodyPart(html);
    }
    return parts;
  }
}
