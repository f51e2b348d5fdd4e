package dev.banata.keycloak.client;

import dev.banata.keycloak.compat.ClientKeyStorage;
import dev.banata.keycloak.outgoing.HttpAnswer;
import dev.banata.keycloak.outgoing.NotConnectedException;
import dev.banata.keycloak.outgoing.OutgoingConnections;
import dev.banata.keycloak.outgoing.OutgoingHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Fetches the keys of clients that have a {@code jwksUri}, by the guarded way out. */
public final class ClientKeyStorageFactory extends ClientKeyStorage {

  private static final int OK = 200;

  /** Ten keys with chains of certificates are far smaller. */
  private static final int MAX_BYTES = 128 * 1024;

  @Override
  protected String fetch(KeycloakSession session, RealmModel realm, String url) throws IOException {
    OutgoingConnections connections = OutgoingConnections.of(session);
    HttpAnswer answer = connections.inPlace(realm.getId(), () -> get(connections.http(), uri(url)));
    if (answer.status() != OK) {
      throw new IOException("The server of the keys answered " + answer.status());
    }
    return answer.body();
  }

  /** Callers see what is thrown, and the message of an exception can have text of the server. */
  private static HttpAnswer get(OutgoingHttp http, URI uri) throws IOException {
    try {
      return http.get(uri, MAX_BYTES);
    } catch (NotConnectedException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("The keys cannot be fetched: " + e.getClass().getSimpleName());
    }
  }

  @Override
  protected <T> T waiting(KeycloakSession session, String realmId, Supplier<T> call) {
    try {
      return OutgoingConnections.of(session).inPlace(realmId, call::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static URI uri(String url) throws IOException {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IOException("The URL of the keys is not valid", e);
    }
  }

  @Override
  public String getId() {
    return "banata";
  }
}
