package dev.banata.keycloak.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times on the wire, where the contract has text: ISO-8601 in UTC with milliseconds. */
public final class Timestamps {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /** The text of a time in milliseconds since epoch; null for null. */
  public static String iso(Long millis) {
    return millis == null ? null : ISO.format(Instant.ofEpochMilli(millis));
  }
}
