package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.strength.Strengths;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The roles that a request to Keycloak can mean. Keycloak takes ids here and names there; a text
 * that could mean several roles means all of them, so that none is overlooked.
 */
final class NamedRoles {

  private final KeycloakSession session;
  private final RealmModel realm;

  NamedRoles(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** The roles of representations, by their ids or names. */
  Stream<RoleModel> represented(JsonNode roles) {
    return elements(roles)
        .flatMap(
            role ->
                Stream.concat(
                    Stream.ofNullable(realm.getRoleById(role.path("id").asText())),
                    withName(role.path("name").asText())))
        .filter(Objects::nonNull);
  }

  /** Of the realm, of the project's permissions, and of the clients that the path names. */
  private Stream<RoleModel> withName(String name) {
    Stream<ClientModel> clients =
        Stream.concat(
            Stream.ofNullable(Catalogue.client(realm)),
            RequestPath.clientIds(session).map(realm::getClientById).filter(Objects::nonNull));
    return Stream.concat(
        Stream.ofNullable(realm.getRole(name)), clients.map(client -> client.getRole(name)));
  }

  /** The roles that a mapper's configuration names, and those of the groups that it names. */
  Stream<RoleModel> configured(JsonNode mapper) {
    return elements(mapper.path("config"))
        // Components have several values of each setting.
        .flatMap(value -> value.isArray() ? elements(value) : Stream.of(value))
        .map(value -> value.asText().strip())
        .filter(text -> !text.isEmpty())
        .flatMap(this::meant);
  }

  private Stream<RoleModel> meant(String text) {
    GroupModel group = KeycloakModelUtils.findGroupByPath(session, realm, text);
    GroupModel byId = session.groups().getGroupById(realm, text);
    return Stream.of(
            Stream.ofNullable(realm.getRole(text)),
            // client.role, as Keycloak's mappers have it: both can have dots
            withName(text.substring(text.indexOf('.') + 1)),
            ofAnyClient(text),
            // The groups of an organization have the names of the roles that they carry.
            Stream.ofNullable(realm.getRole(text.substring(text.lastIndexOf('/') + 1))),
            Stream.ofNullable(group).flatMap(Strengths::rolesOf),
            Stream.ofNullable(byId).flatMap(Strengths::rolesOf))
        .flatMap(each -> each)
        .filter(Objects::nonNull);
  }

  private Stream<RoleModel> ofAnyClient(String text) {
    return IntStream.range(0, text.length())
        .filter(index -> text.charAt(index) == '.')
        .mapToObj(
            dot ->
                Optional.ofNullable(realm.getClientByClientId(text.substring(0, dot)))
                    .map(client -> client.getRole(text.substring(dot + 1)))
                    .orElse(null));
  }

  static Stream<JsonNode> elements(JsonNode json) {
    return StreamSupport.stream(json.spliterator(), false);
  }
}
