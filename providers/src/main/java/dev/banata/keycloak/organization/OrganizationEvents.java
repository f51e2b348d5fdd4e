package dev.banata.keycloak.organization;

import dev.banata.keycloak.project.ProjectRemovedEvent;
import dev.banata.keycloak.project.ProjectSetUpEvent;
import java.util.Optional;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** Lets our rows follow what happens to Keycloak's organizations, in the same transactions. */
final class OrganizationEvents {

  private OrganizationEvents() {}

  static void on(ProviderEvent event) {
    if (event instanceof OrganizationModel.OrganizationMemberJoinEvent joined) {
      new Membership(joined.getSession()).joined(joined.getOrganization(), joined.getUser());
    } else if (event instanceof OrganizationModel.OrganizationMemberLeaveEvent left) {
      new Membership(left.getSession()).left(left.getOrganization(), left.getUser());
    } else if (event instanceof GroupModel.GroupCreatedEvent created) {
      created(created);
    } else if (event instanceof OrganizationModel.OrganizationRemovedEvent removed) {
      removed(removed.getKeycloakSession(), removed.getOrganization());
    } else if (event instanceof UserModel.UserPreRemovedEvent removed) {
      new MemberStore(removed.getKeycloakSession())
          .deleteByUser(removed.getRealm(), removed.getUser().getId());
    } else if (event instanceof RoleModel.RoleNameChangeEvent renamed) {
      renamed(renamed);
    } else if (event instanceof ProjectRemovedEvent removed) {
      removed(removed);
    } else if (event instanceof ProjectSetUpEvent setUp) {
      setUp(setUp);
    }
  }

  /** Keycloak tells of no organization that is made, but of its group, which is named by its id. */
  private static void created(GroupModel.GroupCreatedEvent event) {
    GroupModel group = event.getGroup();
    if (group.getType() == GroupModel.Type.ORGANIZATION && group.getParentId() == null) {
      new OrganizationStore(event.getKeycloakSession())
          .insert(event.getRealm().getId(), group.getName());
    }
  }

  private static void removed(KeycloakSession session, OrganizationModel organization) {
    new MemberStore(session).deleteByOrganization(organization);
    new InvitationStore(session).deleteByOrganization(organization);
    new OrganizationStore(session).delete(organization.getId());
  }

  private static void renamed(RoleModel.RoleNameChangeEvent event) {
    if (event.getClientId() == null) {
      new InvitationStore(event.getKeycloakSession())
          .renameRole(event.getRealm(), event.getPreviousName(), event.getNewName());
    }
  }

  private static void removed(ProjectRemovedEvent event) {
    new MemberStore(event.session()).deleteByRealm(event.realmId());
    new InvitationStore(event.session()).deleteByRealm(event.realmId());
    new OrganizationStore(event.session()).deleteByRealm(event.realmId());
  }

  private static void setUp(ProjectSetUpEvent event) {
    OrganizationPolicyAction.install(event.realm());
    if (!event.isOurs()) {
      new OrganizationStore(event.session()).adopt(event.realm());
      MemberStore members = new MemberStore(event.session());
      members.adopt(event.realm());
      members.bind(event.realm(), Optional.empty(), Optional.empty());
    }
  }
}
