package dev.banata.keycloak.api;

import java.util.Optional;
import org.keycloak.models.RealmModel;

/** Finds out who calls, from the credentials of the request. */
public interface CallerResolver {

  /**
   * Resolves the caller of the present request.
   *
   * @param doorRealm the realm that the URL names, if it names one
   * @throws Problem 401 if there are no valid credentials, 429 if a key is over its limit
   */
  Caller resolve(Optional<RealmModel> doorRealm);

  /**
   * Resolves the end user of the present request, for the few calls that are an end user's own.
   *
   * @param doorRealm the realm that the URL names, if it names one
   * @throws Problem 401 if there is no valid access token of a user, 403 for a valid key
   */
  Caller resolveUser(Optional<RealmModel> doorRealm);
}
