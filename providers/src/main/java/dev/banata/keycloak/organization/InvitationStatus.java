package dev.banata.keycloak.organization;

import java.util.Arrays;
import java.util.Locale;

/** What became of an invitation. */
enum InvitationStatus {
  PENDING,
  ACCEPTED,
  REJECTED,
  REVOKED,
  EXPIRED;

  /** What upstream calls a revoked one. */
  private static final String CANCELED = "canceled";

  /**
   * What an invitation is now.
   *
   * @param known true if Keycloak has an invitation of that id; one that it has no more was removed
   *     in the console
   */
  static InvitationStatus of(InvitationEntity row, boolean known, long now) {
    if (row.written() != PENDING) {
      return row.written();
    }
    if (row.expiresAt() <= now) {
      return EXPIRED;
    }
    return known ? PENDING : REVOKED;
  }

  static InvitationStatus ofText(String text) {
    return CANCELED.equals(text)
        ? REVOKED
        : Arrays.stream(values())
            .filter(each -> each.text().equals(text))
            .findFirst()
            .orElseThrow();
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
