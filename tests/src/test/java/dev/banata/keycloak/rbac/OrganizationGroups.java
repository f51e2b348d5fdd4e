package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import java.util.List;
import java.util.Map;

/** Organizations, members and their roles as Keycloak's own Admin REST API makes them. */
public final class OrganizationGroups {

  private final AdminRest rest;

  public OrganizationGroups(TestProject project) {
    this.rest = project.adminRest();
  }

  /** Makes an organization with this alias and returns its id. */
  public String organization(String alias) {
    return rest.createOrganization(alias);
  }

  /** Makes a user a member, in the groups of these roles. */
  public void member(String organizationId, String userId, String... roles) {
    rest.addGuest(organizationId, userId);
    for (String role : roles) {
      give(organizationId, userId, role);
    }
  }

  /** Puts a member into the group of a role, which is made if it is not there. */
  public void give(String organizationId, String userId, String role) {
    String group = group(organizationId, role);
    if (group == null) {
      group = rest.createGroup("/organizations/" + organizationId + "/groups", role);
      JsonNode representation = rest.get("/roles/" + role).expect(200).json();
      rest.post(
              "/organizations/" + organizationId + "/groups/" + group + "/role-mappings/realm",
              List.of(representation))
          .expect(204);
    }
    rest.put(membership(organizationId, group, userId), Map.of()).expect(204);
  }

  public void take(String organizationId, String userId, String role) {
    rest.delete(membership(organizationId, group(organizationId, role), userId)).expect(204);
  }

  public void remove(String organizationId, String userId) {
    rest.delete("/organizations/" + organizationId + "/members/" + userId).expect(204);
  }

  private static String membership(String organizationId, String group, String userId) {
    return "/organizations/" + organizationId + "/groups/" + group + "/members/" + userId;
  }

  /** Names of the organization's groups. */
  public List<String> names(String organizationId) {
    return groups(organizationId).findValuesAsText("name");
  }

  private String group(String organizationId, String name) {
    return groups(organizationId)
        .valueStream()
        .filter(group -> group.get("name").asText().equals(name))
        .map(group -> group.get("id").asText())
        .findFirst()
        .orElse(null);
  }

  private JsonNode groups(String organizationId) {
    return rest.get("/organizations/" + organizationId + "/groups?max=100").expect(200).json();
  }
}
