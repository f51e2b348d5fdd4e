package dev.banata.keycloak.mail;

import java.io.IOException;
import java.io.InterruptedIOException;

/** Sends by a provider's API. */
final class HttpRoute implements Route {

  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int TOO_MANY_REQUESTS = 429;

  private final ProviderId provider;
  private final ProviderApi api;
  private final String baseUrl;
  private final Account account;
  private final HttpTransport transport;

  HttpRoute(
      ProviderId provider,
      ProviderApi api,
      String baseUrl,
      Account account,
      HttpTransport transport) {
    this.provider = provider;
    this.api = api;
    this.baseUrl = baseUrl;
    this.account = account;
    this.transport = transport;
  }

  @Override
  public ProviderId provider() {
    return provider;
  }

  @Override
  public boolean repeatable() {
    return api.repeatable();
  }

  @Override
  public Outcome send(Mail mail) {
    try {
      return outcome(transport.send(api.request(baseUrl, mail, account)));
    } catch (HttpTransport.NotSentException e) {
      return new Outcome.Refused(
          provider.title() + " cannot be reached: " + text(e.getCause()), true);
    } catch (InterruptedIOException e) {
      return new Outcome.Unclear(provider.title() + " did not answer in time");
    } catch (IOException e) {
      return new Outcome.Unclear(provider.title() + " did not answer: " + text(e));
    }
  }

  Outcome outcome(ProviderAnswer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300 && !api.isRefusal(answer)) {
      return new Outcome.Accepted(api.messageId(answer));
    }
    String said = api.message(answer);
    String reason =
        "%s refused the mail: %d%s"
            .formatted(
                provider.title(),
                status,
                said == null || said.isBlank() ? "" : " " + ReasonText.of(said, account));
    if (api.isSuppression(answer)) {
      return new Outcome.Suppressed(reason);
    }
    boolean unavailable = status == SERVICE_UNAVAILABLE && api.unavailableMeansRefused();
    if (api.isUnclear(answer) || (status >= 500 && !unavailable)) {
      return new Outcome.Unclear(reason.replace("refused the mail", "failed with the mail"));
    }
    return new Outcome.Refused(reason, unavailable || status == TOO_MANY_REQUESTS);
  }

  private String text(Throwable failure) {
    return ReasonText.of(String.valueOf(failure.getMessage()), account);
  }
}
