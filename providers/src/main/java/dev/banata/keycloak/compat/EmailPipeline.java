package dev.banata.keycloak.compat;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.email.EmailException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Who is asked about each mail of Keycloak's. */
public interface EmailPipeline {

  /**
   * A mail that Keycloak is about to send.
   *
   * @param template the name of Keycloak's template, for example {@code password-reset}
   * @param client that the mail is sent for; null if it is not known
   * @param subject in the reader's language, as is the text
   * @param attributes what the template is made of
   */
  record Notice(
      RealmModel realm,
      UserModel user,
      ClientModel client,
      String template,
      Locale locale,
      String subject,
      String text,
      Map<String, Object> attributes) {

    /** A text among the attributes, a number too. */
    public Optional<String> attribute(String name) {
      return Optional.ofNullable(attributes.get(name)).map(String::valueOf);
    }

    /** How long the link of the mail can be used, in the reader's language. */
    public Optional<String> expiresIn() {
      if (!(attributes.get("linkExpirationFormatter") instanceof TemplateMethodModelEx formatter)) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            String.valueOf(formatter.exec(List.of(attributes.get("linkExpiration")))));
      } catch (TemplateModelException e) {
        return Optional.empty();
      }
    }
  }

  /** What goes in place of Keycloak's own. */
  record Dressed(String subject, String html, String text) {}

  /** What mails call the realm. */
  Optional<String> nameOf(RealmModel realm);

  /**
   * False to hold a mail back.
   *
   * @param address that it is for; null if it is not known
   */
  boolean lets(RealmModel realm, String template, String address);

  /** Called before a mail is handed to the sender. */
  void announce(RealmModel realm, String template, boolean triesServer);

  /** What goes in place of a mail; nothing to leave it as it is. */
  Optional<Dressed> dress(Notice notice) throws EmailException;
}
