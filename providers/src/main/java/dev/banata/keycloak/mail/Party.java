package dev.banata.keycloak.mail;

import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

/**
 * An address with a name for people.
 *
 * @param name null for none
 */
record Party(String address, String name) {

  /** As in {@code "Acme, Inc." <hello@acme.com>}, with the name's own characters. */
  String text() {
    return name == null ? address : internetAddress().toUnicodeString();
  }

  /** The same in ASCII, with an encoded word where the name needs one (RFC 2047). */
  String encoded() {
    return name == null ? address : internetAddress().toString();
  }

  private InternetAddress internetAddress() {
    try {
      return new InternetAddress(address, name, StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
