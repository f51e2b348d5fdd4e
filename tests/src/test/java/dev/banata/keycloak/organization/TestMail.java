package dev.banata.keycloak.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.banata.keycloak.api.TestProject;
import jakarta.mail.internet.MimeMessage;
import java.io.Closeable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mail server of a project. */
public final class TestMail implements Closeable {

  private static final Pattern LINK =
      Pattern.compile("(https?://[^\\s\"<>()]+(?:key|token)=[^\\s\"<>()]+)");

  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  public TestMail(TestProject project) {
    mail.start();
    project
        .adminRest()
        .update(
            Map.of(
                "smtpServer",
                Map.of(
                    "host",
                    "127.0.0.1",
                    "port",
                    Integer.toString(mail.getSmtp().getPort()),
                    "from",
                    "invitations@example.org")))
        .expect(204);
  }

  /** The mails to an address. */
  public List<MimeMessage> to(String address) {
    return Arrays.stream(mail.getReceivedMessages())
        .filter(message -> GreenMailUtil.getHeaders(message).contains(address))
        .toList();
  }

  /** Keycloak's link in a mail. */
  public static String link(MimeMessage message) {
    String body =
        GreenMailUtil.getBody(message).replace("=\r\n", "").replace("=\n", "").replace("=3D", "=");
    Matcher link = LINK.matcher(body);
    assertThat(link.find()).as(body).isTrue();
    return link.group(1).replace("&amp;", "&");
  }

  @Override
  public void close() {
    mail.stop();
  }
}
