package dev.banata.keycloak.mail;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.models.KeycloakSession;

/** Makes the ways that a project's mails take. */
final class ProviderRoutes {

  private final KeycloakSession session;
  private final EmailSenderProvider keycloak;
  private final Accounts accounts;
  private final ProviderApis apis;
  private final ScheduledExecutorService clock;

  ProviderRoutes(
      KeycloakSession session,
      EmailSenderProvider keycloak,
      Accounts accounts,
      ProviderApis apis,
      ScheduledExecutorService clock) {
    this.session = session;
    this.keycloak = keycloak;
    this.accounts = accounts;
    this.apis = apis;
    this.clock = clock;
  }

  List<Route> of(MailConfiguration configuration, DataKey key) {
    return configuration.order().stream()
        .map(provider -> route(configuration, provider, key))
        .toList();
  }

  private Route route(MailConfiguration configuration, ProviderId provider, DataKey key) {
    if (provider == ProviderId.SMTP) {
      return new SmtpRoute(keycloak, configuration.smtp());
    }
    return accounts
        .of(configuration, provider, key)
        .<Route>map(account -> http(provider, account))
        .orElseGet(
            () ->
                new IncompleteRoute(
                    provider,
                    provider.title()
                        + " is not set up: its "
                        + provider.secret()
                        + " or another field is missing or cannot be read"));
  }

  private Route http(ProviderId provider, Account account) {
    return new HttpRoute(
        provider,
        ProviderApis.of(provider),
        apis.baseUrl(provider, account),
        account,
        new HttpTransport(session.getProvider(HttpClientProvider.class).getHttpClient(), clock));
  }
}
