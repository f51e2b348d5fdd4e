package dev.banata.keycloak.mail;

/** What a provider said, made fit for a person, a log and a row. */
final class ReasonText {

  static final int MAX = 300;

  /** What is looked at: somebody else's server can say as much as it likes. */
  private static final int MAX_READ = 4_000;

  private ReasonText() {}

  /** On one line, short, with addresses masked and without the account's secret. */
  static String of(String text, Account account) {
    String secret = account == null ? "" : account.secret().reveal();
    String hidden = secret.isEmpty() ? text : text.replace(secret, "***");
    return of(hidden);
  }

  static String of(String said) {
    String text = said.length() <= MAX_READ ? said : said.substring(0, MAX_READ);
    String line = MailAddress.maskAll(text.replaceAll("[\\p{Cntrl}\\s\u2028\u2029]+", " ").strip());
    return line.length() <= MAX ? line : line.substring(0, MAX - 1) + "…";
  }
}
