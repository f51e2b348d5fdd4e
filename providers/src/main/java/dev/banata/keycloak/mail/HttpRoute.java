package dev.banata.keycloak.mail;

import dev.banata.keycloak.outgoing.HttpAnswer;
import dev.banata.keycloak.outgoing.NotConnectedException;
import dev.banata.keycloak.outgoing.OutgoingHttp;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jboss.logging.Logger;

/**
 * Sends by a provider's API. Callers hear the status of an answer and what it usually means; its
 * text is for this server's log.
 */
final class HttpRoute implements Route {

  private static final Logger LOG = Logger.getLogger(HttpRoute.class);
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int TOO_MANY_REQUESTS = 429;

  /** What is read of an answer; no documented one is longer. */
  private static final int MAX_ANSWER_BYTES = 16 * 1024;

  private final ProviderId provider;
  private final ProviderApi api;
  private final String baseUrl;
  private final Account account;
  private final OutgoingHttp http;

  HttpRoute(
      ProviderId provider, ProviderApi api, String baseUrl, Account account, OutgoingHttp http) {
    this.provider = provider;
    this.api = api;
    this.baseUrl = baseUrl;
    this.account = account;
    this.http = http;
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
    ProviderCall call = api.request(baseUrl, mail, account);
    try {
      HttpAnswer answer =
          http.post(call.uri(), call.headers(), call.contentType(), call.body(), MAX_ANSWER_BYTES);
      return outcome(
          mail.key(), new ProviderAnswer(answer.status(), answer.headers(), answer.body()));
    } catch (NotConnectedException e) {
      log(mail.key(), e.getCause().toString());
      return new Outcome.Refused(provider.title() + " cannot be reached", true);
    } catch (InterruptedIOException e) {
      return new Outcome.Unclear(provider.title() + " did not answer in time");
    } catch (IOException e) {
      log(mail.key(), e.toString());
      return new Outcome.Unclear(provider.title() + " did not answer");
    }
  }

  Outcome outcome(String key, ProviderAnswer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300 && !api.isRefusal(answer)) {
      return new Outcome.Accepted(api.messageId(answer));
    }
    log(key, status + " " + api.message(answer));
    if (api.isSuppression(answer)) {
      return new Outcome.Suppressed(
          provider.title() + " refused the mail: " + status + ", it sends none to this address");
    }
    boolean unavailable = status == SERVICE_UNAVAILABLE && api.unavailableMeansRefused();
    if (api.isUnclear(answer) || (status >= 500 && !unavailable)) {
      return new Outcome.Unclear(provider.title() + " failed with the mail: " + status);
    }
    return new Outcome.Refused(
        provider.title() + " refused the mail: " + status + hint(status),
        unavailable || status == TOO_MANY_REQUESTS);
  }

  private static String hint(int status) {
    return switch (status) {
      case 401, 403 -> ". Check the key, what it may do, and that the sender's domain is verified";
      case 200, 400, 422 -> ". Check the sender's address and that its domain is verified";
      case 404 -> ". Check the domain and the region";
      case TOO_MANY_REQUESTS -> ". The account has sent too much for now";
      default -> "";
    };
  }

  private void log(String key, String said) {
    LOG.warnf("Mail %s: %s said: %s", key, provider.title(), ReasonText.of(said, account));
  }
}
