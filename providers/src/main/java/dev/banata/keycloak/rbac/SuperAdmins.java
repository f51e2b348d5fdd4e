package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.RowLock;
import java.util.Comparator;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * Sees that an organization that had a super_admin keeps one. Of two transactions that take the
 * role from the last two, one is refused: the organization is locked until the end of the
 * transaction.
 */
public final class SuperAdmins {

  private final KeycloakSession session;
  private final MemberRoles roles;

  public SuperAdmins(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.roles = new MemberRoles(session, realm);
  }

  /**
   * After a super_admin has lost the role.
   *
   * @throws Problem 409 if they were the last
   */
  public void requireOne(OrganizationModel organization) {
    require(organization, 1);
  }

  /**
   * Before an account is removed.
   *
   * @throws Problem 409 if it is that of an organization's last super_admin
   */
  public void requireOther(UserModel user) {
    of(user).forEach(organization -> require(organization, 2));
  }

  /** Locks the organizations that {@link #requireOther} counts in, before the user is locked. */
  public void hold(UserModel user) {
    of(user).forEach(organization -> RowLock.require(new RowLock(session).hold(organization)));
  }

  /** Always in the same order, so that two removals do not wait for each other. */
  private List<OrganizationModel> of(UserModel user) {
    return session
        .getProvider(OrganizationProvider.class)
        .getByMember(user)
        .filter(organization -> roles.of(organization, user).contains(Catalogue.SUPER_ADMIN))
        .sorted(Comparator.comparing(OrganizationModel::getId))
        .toList();
  }

  private void require(OrganizationModel organization, int holders) {
    RowLock.require(new RowLock(session).hold(organization));
    if (roles.count(organization, Catalogue.SUPER_ADMIN) < holders) {
      throw Problem.conflict(
          "ORGANIZATION_MUST_RETAIN_AT_LEAST_ONE_SUPER_ADMIN",
          "At least one member of the organization %s must be super_admin."
              .formatted(organization.getAlias()));
    }
  }
}
