package dev.banata.keycloak.mail;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * What the sender cannot see of a mail that is about to be sent by the session, and what the
 * session wants to know once it was. Keycloak's SPI hands an address and texts over, and nothing
 * back.
 */
public final class Outgoing {

  private static final String ATTRIBUTE = Outgoing.class.getName();

  private final String template;
  private String idempotencyKey;
  private boolean smtpOnly;
  private boolean taken;
  private String provider;
  private String messageId;

  private Outgoing(String template) {
    this.template = template;
  }

  /**
   * Announces the session's next mail.
   *
   * @param template what it is made of: a built-in type or the slug of a template
   */
  public static Outgoing begin(KeycloakSession session, String template) {
    Outgoing outgoing = new Outgoing(template);
    session.setAttribute(ATTRIBUTE, outgoing);
    return outgoing;
  }

  /** The mail that was announced last, sent or not. */
  public static Optional<Outgoing> current(KeycloakSession session) {
    return Optional.ofNullable(session.getAttribute(ATTRIBUTE, Outgoing.class));
  }

  /** The announced mail for the one that sends it; nothing if it was sent already. */
  static Optional<Outgoing> take(KeycloakSession session) {
    Optional<Outgoing> announced = current(session).filter(outgoing -> !outgoing.taken);
    announced.ifPresent(outgoing -> outgoing.taken = true);
    return announced;
  }

  /**
   * Two mails of a project with the same key are one to a provider that can tell (Resend, for 24
   * hours); any text.
   */
  public Outgoing withIdempotencyKey(String key) {
    idempotencyKey = key;
    return this;
  }

  /** For a mail that tries out a mail server: no other provider is used, whichever is active. */
  public Outgoing smtpOnly() {
    smtpOnly = true;
    return this;
  }

  void sent(String byProvider, String withMessageId) {
    provider = byProvider;
    messageId = withMessageId;
  }

  public String template() {
    return template;
  }

  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  boolean isSmtpOnly() {
    return smtpOnly;
  }

  /** Id of the provider that took the mail; nothing before that. */
  public Optional<String> provider() {
    return Optional.ofNullable(provider);
  }

  /** What the provider calls the mail; nothing if it does not say. */
  public Optional<String> messageId() {
    return Optional.ofNullable(messageId);
  }
}
