package dev.banata.keycloak.strength;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Members and invitations by the roles that they have in an organization. */
final class StrongMembers {
  private final StrongMaker make;

  StrongMembers(StrongMaker make) {
    this.make = make;
  }

  /** Without the role that leads to realm-admin, which is worth no more in an organization. */
  private Map<String, Supplier<String>> strongRolesOfMembers() {
    Map<String, Supplier<String>> roles = make.strongRoles();
    roles.remove(StrongMaker.LEADS_TO_ADMIN);
    return roles;
  }

  Map<String, Supplier<Strong>> members(String operation) {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongRolesOfMembers()
        .forEach(
            (name, role) -> {
              things.put("member with " + name, () -> member(role.get(), Map.of()));
              if (operation.equals("updateMemberRole")) {
                things.put(
                    "member who would get " + name,
                    () -> member("member", Map.of("role", role.get())));
              }
            });
    return things;
  }

  private Strong member(String role, Map<String, Object> more) {
    String user = make.newUser();
    organization("add-member", Map.of("userId", user, "role", role));
    Map<String, Object> request = new LinkedHashMap<>(more);
    request.put("memberIdOrUserId", user);
    return Strong.of(request, this::stateOfOrganization);
  }

  Map<String, Supplier<Strong>> memberRoles(String operation) {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongRolesOfMembers()
        .forEach(
            (name, role) ->
                things.put(
                    "new member with " + name,
                    () -> {
                      Map<String, Object> request = new LinkedHashMap<>();
                      request.put("role", role.get());
                      if (operation.equals("addMember")) {
                        request.put("userId", make.newUser());
                      }
                      return Strong.of(request, this::stateOfOrganization);
                    }));
    return things;
  }

  Map<String, Supplier<Strong>> invitations() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongRolesOfMembers()
        .forEach(
            (name, role) ->
                things.put(
                    "invitation with " + name,
                    () -> {
                      String address = TestProjects.unique("i") + "@example.org";
                      JsonNode invitation =
                          organization(
                              "invite-member", Map.of("email", address, "role", role.get()));
                      return Strong.of(
                          Map.of("invitationId", invitation.get("id").asText()),
                          this::stateOfOrganization);
                    }));
    return things;
  }

  private JsonNode organization(String operation, Map<String, Object> fields) {
    Map<String, Object> request = new LinkedHashMap<>(fields);
    request.put("organizationId", make.target().organization().id());
    return make.project()
        .http()
        .post("/api/auth/organization/" + operation, request)
        .expect(200)
        .json();
  }

  private List<JsonNode> stateOfOrganization() {
    return List.of(organization("get-full-organization", Map.of()));
  }
}
