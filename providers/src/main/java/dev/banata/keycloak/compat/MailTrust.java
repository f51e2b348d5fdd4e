package dev.banata.keycloak.compat;

import javax.net.ssl.SSLSocketFactory;
import org.keycloak.common.enums.HostnameVerificationPolicy;
import org.keycloak.models.KeycloakSession;
import org.keycloak.truststore.JSSETruststoreConfigurator;

/**
 * Which mail servers are trusted: the same that Keycloak's own sender trusts.
 *
 * @param anyHost true if certificates are not checked against the host
 */
public record MailTrust(SSLSocketFactory sockets, boolean anyHost) {

  public static MailTrust of(KeycloakSession session) {
    JSSETruststoreConfigurator truststore = new JSSETruststoreConfigurator(session);
    SSLSocketFactory sockets = truststore.getSSLSocketFactory();
    return sockets == null
        ? new MailTrust((SSLSocketFactory) SSLSocketFactory.getDefault(), false)
        : new MailTrust(
            sockets, truststore.getProvider().getPolicy() == HostnameVerificationPolicy.ANY);
  }
}
