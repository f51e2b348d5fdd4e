package dev.banata.keycloak.email;

import dev.banata.keycloak.compat.EmailPipeline.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.models.OrganizationModel;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.HtmlStreamEventReceiver;

/**
 * A mail in Keycloak's own words as blocks: the subject as heading, its link as button, a code as
 * code. Made of its plain text and not of its HTML, into which Keycloak puts names unescaped.
 */
final class NoticeContent {

  private static final Pattern BLANK_LINES = Pattern.compile("\\n[ \\t]*\\n\\s*");
  private static final String SMTP_TEST = "email-test";

  /** A subject that is longer would not be one line on a button. */
  private static final int MAX_LABEL = 48;

  private static final BlockStyle SMALL =
      new BlockStyle(Map.of(StyleKey.FONT_SIZE, "13px", StyleKey.COLOR, Look.MUTED.hex()));

  private static final BlockStyle BUTTON = new BlockStyle(Map.of(StyleKey.MARGIN, "8px 0 24px"));

  private NoticeContent() {}

  static EmailRenderer.Content of(Notice notice, String appName, Optional<Wording> wording) {
    if (notice.template().equals(SMTP_TEST) && wording.isPresent()) {
      String subject = wording.get().text("smtp-test.subject", appName);
      return content(
          subject,
          List.of(
              new Block.Heading(1, RichText.plain(subject), BlockStyle.NONE),
              new Block.Text(
                  RichText.plain(wording.get().text("smtp-test.text", appName)), BlockStyle.NONE)));
    }
    return content(subject(notice), blocks(notice));
  }

  private static EmailRenderer.Content content(String subject, List<Block> blocks) {
    return new EmailRenderer.Content(subject, "", blocks);
  }

  private static List<Block> blocks(Notice notice) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(1, RichText.plain(subject(notice)), BlockStyle.NONE));
    Optional<String> link = notice.attribute("link");
    Optional<String> code = notice.attribute("code");
    boolean hasTarget = false;
    for (String paragraph : BLANK_LINES.split(withNamesInLine(notice).replace("\r\n", "\n"), -1)) {
      String text = paragraph.strip();
      if (link.filter(text::equals).isPresent()) {
        blocks.add(new Block.Button(label(subject(notice)), text, Block.Variant.PRIMARY, BUTTON));
        hasTarget = true;
      } else if (code.filter(text::equals).isPresent()) {
        blocks.add(new Block.Code(text, BlockStyle.NONE));
        hasTarget = true;
      } else if (text.codePoints().anyMatch(Character::isLetterOrDigit)) {
        blocks.add(new Block.Text(RichText.plain(text), hasTarget ? SMALL : BlockStyle.NONE));
      }
    }
    return blocks;
  }

  private static String subject(Notice notice) {
    return Interpolation.line(notice.subject());
  }

  /** Keycloak puts names as they are into its text, where a line break would be a paragraph. */
  private static String withNamesInLine(Notice notice) {
    Stream<String> names =
        Stream.of(
            notice.user() == null ? null : notice.user().getFirstName(),
            notice.user() == null ? null : notice.user().getLastName(),
            notice.realm() == null ? null : notice.realm().getDisplayName(),
            notice.attributes().get("organization") instanceof OrganizationModel organization
                ? organization.getName()
                : null);
    String text = plain(notice);
    for (String name : names.filter(Objects::nonNull).toList()) {
      String line = Interpolation.line(name);
      text = line.equals(name) || name.isBlank() ? text : text.replace(name, line);
    }
    return text;
  }

  private static String label(String subject) {
    return subject.length() <= MAX_LABEL ? subject : subject.substring(0, MAX_LABEL - 1) + "…";
  }

  /** One of Keycloak's plain texts passes its sanitiser for HTML, and comes out as HTML. */
  private static String plain(Notice notice) {
    if (!notice.template().equals("org-invite")) {
      return notice.text();
    }
    StringBuilder text = new StringBuilder();
    HtmlSanitizer.sanitize(notice.text(), new Characters(text));
    return text.toString();
  }

  private record Characters(StringBuilder text)
      implements HtmlSanitizer.Policy, HtmlStreamEventReceiver {

    @Override
    public void openDocument() {}

    @Override
    public void closeDocument() {}

    @Override
    public void openTag(String element, List<String> attributes) {}

    @Override
    public void closeTag(String element) {}

    @Override
    public void text(String characters) {
      text.append(characters);
    }
  }
}
