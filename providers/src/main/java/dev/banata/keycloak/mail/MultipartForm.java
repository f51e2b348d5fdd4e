package dev.banata.keycloak.mail;

import java.util.UUID;

/**
 * Fields as {@code multipart/form-data} (RFC 7578).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
final class MultipartForm {

  private final String boundary = "banata-" + UUID.randomUUID();
  private final StringBuilder body = new StringBuilder();

  /** Adds a field; names are our own. */
  MultipartForm add(String name, String value) {
    body.append("--").append(boundary).append("\r\n");
    body.append("Content-Disposition: form-data; name=\"").append(name).append("\"\r\n\r\n");
    body.append(value).append("\r\n");
    return this;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  String end() {
    return body.append("--").append(boundary).append("--\r\n").toString();
  }
}
