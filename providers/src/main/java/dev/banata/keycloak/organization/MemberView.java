package dev.banata.keycloak.organization;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A member on the wire; times are milliseconds since epoch. */
record MemberView(
    String id,
    String organizationId,
    String userId,
    String projectId,
    String role,
    String source,
    List<String> teamIds,
    Person user,
    long createdAt,
    long updatedAt) {

  private static final String IMAGE = "picture";

  /** Who the member is. */
  record Person(String id, String name, String email, String image) {

    static Person of(String id, UserModel user) {
      return user == null
          ? new Person(id, null, null, null)
          : new Person(id, name(user), user.getEmail(), user.getFirstAttribute(IMAGE));
    }

    private static String name(UserModel user) {
      return Stream.of(user.getFirstName(), user.getLastName())
          .filter(part -> part != null && !part.isBlank())
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * Views of members of one organization.
   *
   * @param roles the members' roles, by user id
   */
  static List<MemberView> of(
      KeycloakSession session,
      RealmModel realm,
      String projectId,
      List<MemberEntity> members,
      Map<String, List<String>> roles) {
    return members.stream()
        .map(
            member ->
                new MemberView(
                    member.id(),
                    member.organizationId(),
                    member.userId(),
                    projectId,
                    String.join(",", roles.get(member.userId())),
                    member.source(),
                    List.of(),
                    Person.of(member.userId(), session.users().getUserById(realm, member.userId())),
                    member.createdAt(),
                    member.updatedAt()))
        .toList();
  }
}
