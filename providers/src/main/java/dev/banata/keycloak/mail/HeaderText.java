package dev.banata.keycloak.mail;

/** Texts that become headers of a mail. */
final class HeaderText {

  private HeaderText() {}

  /** False for a text that could end its header and begin another one. */
  static boolean isSafe(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
  }
}
