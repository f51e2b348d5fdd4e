package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.compat.AdminEvents;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.strength.Strength;
import java.util.Arrays;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** One authenticated call: who calls, for which project, with what input. */
public final class Call {

  private final KeycloakSession session;
  private final Caller caller;
  private final Input input;
  private final ProjectResolver projects;
  private final RealmModel realm;

  Call(
      KeycloakSession session,
      Caller caller,
      Input input,
      ProjectResolver projects,
      RealmModel realm) {
    this.session = session;
    this.caller = caller;
    this.input = input;
    this.projects = projects;
    this.realm = realm;
  }

  public KeycloakSession session() {
    return session;
  }

  public Caller caller() {
    return caller;
  }

  /** The end user whose own call it is. */
  public EndUser endUser() {
    return caller.endUser().orElseThrow(() -> new IllegalStateException("No call of an end user"));
  }

  /** The realm of the project that the call names, if it names one. */
  public Optional<RealmModel> scope() {
    return Optional.ofNullable(realm);
  }

  /** The realm of the call's project. */
  public RealmModel realm() {
    return scope()
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "PROJECT_NOT_NAMED",
                    "Name the project: projectId in the body or the query, the header"
                        + " x-banata-project-id, or a realm's URL."));
  }

  /** The id of the call's project. */
  public String projectId() {
    return projects
        .idOf(realm())
        .orElseThrow(() -> Problem.notFound("PROJECT_NOT_FOUND", "There is no such project."));
  }

  /**
   * Refuses the call unless the caller has the permission in the call's project.
   *
   * @param orForKeys permissions that a key may have instead; an admin is judged by Keycloak's role
   *     for the first alone, as at the Admin REST API
   */
  public void require(Permission permission, Permission... orForKeys) {
    require(realm(), permission, orForKeys);
  }

  /** The same in a project that the call names in a way of its own. */
  public void require(RealmModel project, Permission permission, Permission... orForKeys) {
    boolean allowed =
        caller.may(permission, project)
            || (caller.isApplication()
                && Arrays.stream(orForKeys).anyMatch(other -> caller.may(other, project)));
    if (!allowed) {
      throw denied(project, permission, orForKeys);
    }
  }

  /**
   * Refuses an admin who lacks what Keycloak's own API asks for besides the first permission. A key
   * needs one permission, which says it all.
   */
  public void requireOfAdmins(Permission permission) {
    if (!caller.isApplication()) {
      require(permission);
    }
  }

  /**
   * Refuses the call if the caller does not cover what it acts on, or what it would hand out.
   *
   * @param what the thing in a sentence, for example {@code "The client"}
   * @throws Problem 403
   */
  public void requireStrengthOf(String what, Strength strength) {
    if (!caller.covers(strength, realm())) {
      throw Problem.forbidden(
          "PERMISSION_ESCALATION", what + " " + Lack.of(caller, strength, realm()));
    }
  }

  private Problem denied(RealmModel project, Permission permission, Permission... orForKeys) {
    return Problem.forbidden(
        "PERMISSION_DENIED", Lack.ofCall(caller, project, permission, orForKeys));
  }

  /**
   * Refuses a caller who must not decide where mail with tokens goes, or what it says: the next
   * link to a new password could be theirs. A key needs full access; an admin needs what Keycloak
   * asks for its own mail settings.
   *
   * @param toDo what the caller wants and why it is protected, for example {@code "change the
   *     template, because …"}
   * @throws Problem 403
   */
  public void requireMailRoute(String toDo) {
    require(Permission.EMAIL_MANAGE);
    if (caller.isApplication() && !caller.hasFullAccess(realm())) {
      throw Problem.forbidden(
          "PERMISSION_ESCALATION", "Your key needs full access, [\"*\"], to " + toDo + ".");
    }
  }

  /**
   * The body as a record, validated against the schema of the record's name.
   *
   * @throws Problem 422 with each field that is wrong
   */
  public <T> T input(Class<T> type) {
    return input(type, type.getSimpleName());
  }

  /** The same, validated against another schema: a query string has texts only. */
  public <T> T input(Class<T> type, String schemaName) {
    return input.as(type, schemaName);
  }

  /** The input as it was sent, for what a record cannot say; to be validated by a record first. */
  public JsonNode json() {
    return input.json();
  }

  /** True if the body has the field, with whatever value. */
  public boolean has(String field) {
    return input.json().has(field);
  }

  /** True if the body has the field with JSON null, which clears it; an absent field stays. */
  public boolean clears(String field) {
    return input.json().path(field).isNull();
  }

  /**
   * Writes an admin event of the call's project.
   *
   * @param resourceType a name of {@code org.keycloak.events.admin.ResourceType} or one of ours
   * @param representation what was changed, without secrets; null for none
   */
  public void record(
      OperationType operation, String resourceType, String resourcePath, Object representation) {
    record(realm(), operation, resourceType, resourcePath, representation);
  }

  /** Writes an admin event of another realm, for what happens to the project as a whole. */
  public void record(
      RealmModel eventRealm,
      OperationType operation,
      String resourceType,
      String resourcePath,
      Object representation) {
    AdminEvents.send(
        session,
        eventRealm,
        caller.authDetails(),
        operation,
        resourceType,
        resourcePath,
        representation);
  }
}
