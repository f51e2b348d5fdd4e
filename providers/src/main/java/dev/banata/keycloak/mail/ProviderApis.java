package dev.banata.keycloak.mail;

import java.util.Map;
import java.util.Optional;

/** The APIs by their providers, and where an operator has put another server in their place. */
final class ProviderApis {

  private static final Map<ProviderId, ProviderApi> APIS =
      Map.of(
          ProviderId.RESEND, new ResendApi(),
          ProviderId.SENDGRID, new SendGridApi(),
          ProviderId.SES, new SesApi(),
          ProviderId.MAILGUN, new MailgunApi(),
          ProviderId.POSTMARK, new PostmarkApi());

  private final Map<ProviderId, String> urls;

  /**
   * APIs at their own URLs, but for the given ones. These come from the server's options and never
   * from a project: a caller who could choose where a request goes could reach what the server
   * reaches.
   */
  ProviderApis(Map<ProviderId, String> urls) {
    this.urls = Map.copyOf(urls);
  }

  static ProviderApi of(ProviderId provider) {
    return APIS.get(provider);
  }

  String baseUrl(ProviderId provider, Account account) {
    return Optional.ofNullable(urls.get(provider)).orElseGet(() -> of(provider).baseUrl(account));
  }
}
