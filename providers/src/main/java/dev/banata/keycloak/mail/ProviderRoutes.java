package dev.banata.keycloak.mail;

import dev.banata.keycloak.outgoing.OutgoingConnections;
import dev.banata.keycloak.vault.VaultReference;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** Makes the ways that a project's mails take. */
final class ProviderRoutes {

  private final KeycloakSession session;
  private final SmtpTokens tokens;
  private final Accounts accounts;
  private final ProviderApis apis;

  ProviderRoutes(KeycloakSession session, SmtpTokens tokens, Accounts accounts, ProviderApis apis) {
    this.session = session;
    this.tokens = tokens;
    this.accounts = accounts;
    this.apis = apis;
  }

  /** A way by a mail server, the realm's own or one that somebody tries out. */
  Route smtp(String realmId, Map<String, String> config) {
    return new SmtpRoute(session, tokens, realmId, config);
  }

  List<Route> of(MailConfiguration configuration, DataKey key) {
    return configuration.order().stream()
        .map(provider -> route(configuration, provider, key))
        .toList();
  }

  private Route route(MailConfiguration configuration, ProviderId provider, DataKey key) {
    if (provider == ProviderId.SMTP) {
      return smtp(key.realmId(), configuration.smtp());
    }
    return accounts
        .of(configuration, provider, key)
        .<Route>map(account -> http(provider, account))
        .orElseGet(
            () ->
                new IncompleteRoute(
                    provider,
                    provider.title() + " is not set up: " + lacking(configuration, provider, key)));
  }

  private String lacking(MailConfiguration configuration, ProviderId provider, DataKey key) {
    if (accounts.secret(configuration, provider, key).isPresent()) {
      return "a field besides its " + provider.secret() + " is missing or wrong";
    }
    return configuration
        .keptSecret(provider)
        .flatMap(VaultReference::key)
        .map(this::notInVault)
        .orElse("its " + provider.secret() + " is missing or cannot be read");
  }

  private String notInVault(String name) {
    return "the server's vault has no usable key %1$s for this realm (in a file vault: %2$s_%1$s)"
        .formatted(name, session.getContext().getRealm().getName());
  }

  private Route http(ProviderId provider, Account account) {
    return new HttpRoute(
        provider,
        ProviderApis.of(provider),
        apis.baseUrl(provider, account),
        account,
        OutgoingConnections.of(session).http());
  }
}
