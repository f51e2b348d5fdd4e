package dev.banata.keycloak.compat;

import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.conn.DnsResolver;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.keycloak.Config;
import org.keycloak.connections.httpclient.DefaultHttpClientFactory;
import org.keycloak.connections.httpclient.HttpClientBuilder;
import org.keycloak.models.KeycloakSession;

/**
 * Another client like Keycloak's own, with the same options, trust store and proxies. It connects
 * to the addresses that it is given for a host, follows no redirect, sends nothing twice and reads
 * no endless headers.
 */
public final class GuardedHttpClient implements AutoCloseable {

  private static final ConnectionConfig BOUNDED_HEADERS =
      ConnectionConfig.custom()
          .setMessageConstraints(
              MessageConstraints.custom().setMaxLineLength(8_192).setMaxHeaderCount(100).build())
          .build();

  private final DefaultHttpClientFactory factory;

  public GuardedHttpClient(DnsResolver addresses) {
    this.factory =
        new DefaultHttpClientFactory() {
          @Override
          protected HttpClientBuilder newHttpClientBuilder(KeycloakSession session) {
            return new HttpClientBuilder(
                    HttpClients.custom()
                        .setDnsResolver(addresses)
                        .disableAutomaticRetries()
                        .setDefaultConnectionConfig(BOUNDED_HEADERS))
                .disableRedirectHandling();
          }
        };
    factory.init(Config.scope("connectionsHttpClient", "default"));
  }

  public CloseableHttpClient of(KeycloakSession session) {
    return factory.create(session).getHttpClient();
  }

  @Override
  public void close() {
    factory.close();
  }
}
