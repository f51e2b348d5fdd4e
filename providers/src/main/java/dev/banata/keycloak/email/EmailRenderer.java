package dev.banata.keycloak.email;

import java.util.List;
import java.util.Map;

/** Makes a mail of blocks and values. */
final class EmailRenderer {

  /** Longer subjects are cut by inboxes anyway, and some relays refuse them. */
  private static final int MAX_SUBJECT = 500;

  private final Look look;
  private final Wording wording;

  EmailRenderer(Look look, Wording wording) {
    this.look = look;
    this.wording = wording;
  }

  /**
   * What a mail says before it has values.
   *
   * @param preview what inboxes show beside the subject; may be empty
   */
  record Content(String subject, String preview, List<Block> blocks) {}

  /**
   * Renders a mail.
   *
   * @throws Interpolation.MailTooLargeException if the values make it too large
   */
  RenderedEmail render(Content content, Map<String, String> values) {
    Interpolation inHtml = new Interpolation(values);
    String subject = inHtml.fillLine(content.subject());
    if (subject.length() > MAX_SUBJECT) {
      subject = subject.substring(0, MAX_SUBJECT);
    }
    String preheader = inHtml.fillLine(content.preview());
    DarkRules dark = new DarkRules();
    String rows = new BlockHtml(look, inHtml, dark).rows(content.blocks());
    return new RenderedEmail(
        subject,
        new HtmlLayout(look, wording).document(subject, preheader, rows, dark),
        new BlockText(new Interpolation(values)).of(content.blocks()));
  }
}
