package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.compat.RealmWrite;
import dev.banata.keycloak.compat.RefusedRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.representations.idm.ComponentRepresentation;

/**
 * A realm's mail server that an admin changes, or tries out, on Keycloak's own path. Keycloak puts
 * the kept secret where the console sends its mask, whatever else has changed, and so sends it to
 * another server.
 */
final class MailServerWrites {

  private MailServerWrites() {}

  static void judge(RealmWrite write) {
    Map<String, String> before =
        Optional.ofNullable(write.realm().getSmtpConfig()).orElseGet(Map::of);
    Map<String, String> after = write.representation().getSmtpServer();
    if (after == null || !KeycloakWriter.isPresent(write.session())) {
      return;
    }
    boolean keepsSecret =
        SmtpChange.secrets(after).values().stream()
            .anyMatch(ComponentRepresentation.SECRET_VALUE::equals);
    if (keepsSecret && !goesWhereItWent(before, after)) {
      throw new RefusedRequest(
          "invalid_request",
          "Enter the mail server's secret again: its host, port, user, encryption or sign-in"
              + " changes.");
    }
  }

  /**
   * True for a configuration that somebody tries out with a secret of the kept one, at another
   * place. Keycloak has replaced the mask here, so a secret that was sent in clear is refused, too.
   */
  static boolean takesSecretElsewhere(Map<String, String> kept, Map<String, String> tried) {
    Map<String, String> secrets = SmtpChange.secrets(kept);
    secrets.entrySet().retainAll(tried.entrySet());
    return !secrets.isEmpty() && !goesWhereItWent(kept, tried);
  }

  private static String authType(Map<String, String> config) {
    return config.getOrDefault("authType", "basic").toLowerCase(Locale.ROOT);
  }

  private static boolean goesWhereItWent(Map<String, String> before, Map<String, String> after) {
    return SmtpChange.isSameDestination(before, after)
        && authType(before).equals(authType(after))
        && SmtpChange.isSameTokenSource(before, after);
  }
}
