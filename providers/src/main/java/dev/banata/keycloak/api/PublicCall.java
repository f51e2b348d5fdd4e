package dev.banata.keycloak.api;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** A call without credentials: what it asks for, and of which project. */
public final class PublicCall {

  private final KeycloakSession session;
  private final Input input;
  private final ProjectResolver projects;
  private final RealmModel realm;

  PublicCall(
      KeycloakSession session, Input input, ProjectResolver projects, Optional<RealmModel> realm) {
    this.session = session;
    this.input = input;
    this.projects = projects;
    this.realm = realm.orElse(null);
  }

  public KeycloakSession session() {
    return session;
  }

  /** The realm of the project that the call names, if it names one. */
  public Optional<RealmModel> scope() {
    return Optional.ofNullable(realm);
  }

  /** The realm of the project with that id or slug. */
  public Optional<RealmModel> project(String idOrSlug) {
    return projects.realmOf(idOrSlug);
  }

  /**
   * The body as a record, validated against the schema of the record's name.
   *
   * @throws Problem 422 with each field that is wrong
   */
  public <T> T input(Class<T> type) {
    return input.as(type, type.getSimpleName());
  }
}
