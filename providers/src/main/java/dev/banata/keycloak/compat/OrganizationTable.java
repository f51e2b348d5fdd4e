package dev.banata.keycloak.compat;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationInvitationModel;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.OrganizationEntity;
import org.keycloak.models.jpa.entities.OrganizationInvitationEntity;
import org.keycloak.representations.idm.MembershipType;
import org.keycloak.storage.StorageId;

/** What Keycloak's own model of organizations has no way to ask or to say. */
public final class OrganizationTable {

  private static final String ORGANIZATION = "organization";

  private final EntityManager entities;

  public OrganizationTable(KeycloakSession session) {
    this.entities = Database.of(session);
  }

  /** The organization's attributes in the database now: its model may still say what they were. */
  public Map<String, List<String>> attributes(OrganizationModel organization) {
    entities.flush();
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    entities
        .createQuery(
            "select a.name, a.value from OrganizationEntity o, GroupAttributeEntity a"
                + " where o.id = :organization and a.group.id = o.groupId",
            Object[].class)
        .setParameter(ORGANIZATION, organization.getId())
        .getResultStream()
        .forEach(
            row ->
                attributes
                    .computeIfAbsent((String) row[0], name -> new ArrayList<>())
                    .add((String) row[1]));
    return attributes;
  }

  /** True if the user is a member in the database now, whatever Keycloak's cache says. */
  public boolean isMember(OrganizationModel organization, UserModel user) {
    boolean local = StorageId.isLocalStorage(user.getId());
    entities.flush();
    return !entities
        .createQuery(
            "select 1 from OrganizationEntity o, "
                + (local
                    ? "UserGroupMembershipEntity m where m.user.id = :user"
                    : "FederatedUserGroupMembershipEntity m where m.userId = :user")
                + " and o.id = :organization and m.groupId = o.groupId",
            Integer.class)
        .setParameter("user", user.getId())
        .setParameter(ORGANIZATION, organization.getId())
        .getResultList()
        .isEmpty();
  }

  /** True if the account belongs to the organization in the database now. */
  public boolean isManaged(OrganizationModel organization, UserModel user) {
    entities.flush();
    return !entities
        .createQuery(
            "select 1 from OrganizationEntity o, UserGroupMembershipEntity m"
                + " where m.user.id = :user and o.id = :organization and m.groupId = o.groupId"
                + " and m.membershipType = :managed",
            Integer.class)
        .setParameter("user", user.getId())
        .setParameter(ORGANIZATION, organization.getId())
        .setParameter("managed", MembershipType.MANAGED.toString())
        .getResultList()
        .isEmpty();
  }

  /** How many members there are in the database now; counts no further than the limit. */
  public int countMembers(OrganizationModel organization, int limit) {
    entities.flush();
    return entities
        .createQuery(
            "select 1 from OrganizationEntity o, UserGroupMembershipEntity m"
                + " where o.id = :organization and m.groupId = o.groupId",
            Integer.class)
        .setParameter(ORGANIZATION, organization.getId())
        .setMaxResults(limit)
        .getResultList()
        .size();
  }

  /**
   * Gives the organization another alias, which Keycloak itself never changes. {@link RowLock#take}
   * has told every node's cache.
   */
  public void rename(OrganizationModel organization, String alias) {
    entities.find(OrganizationEntity.class, organization.getId()).setAlias(alias);
    entities.flush();
  }

  /**
   * An invitation of Keycloak's with an id of our choice.
   *
   * @param expiresAt seconds since epoch
   */
  public OrganizationInvitationModel invite(
      OrganizationModel organization, String id, String email, int expiresAt) {
    OrganizationInvitationEntity invitation =
        new OrganizationInvitationEntity(id, organization.getId(), email, null, null);
    invitation.setExpiresAt(expiresAt);
    entities.persist(invitation);
    entities.flush();
    return invitation;
  }

  /** Removes the invitation of an address, so that there can be another one. */
  public void removeInvitation(OrganizationModel organization, String email) {
    entities
        .createQuery(
            "delete from OrganizationInvitationEntity i"
                + " where i.organizationId = :organization and lower(i.email) = :email")
        .setParameter(ORGANIZATION, organization.getId())
        .setParameter("email", email)
        .executeUpdate();
  }

  /**
   * Lets accounts that belong to the organization belong to the project, so that they outlive their
   * membership: Keycloak removes the account of a managed member with it.
   *
   * @param userId one user, or nothing for all
   */
  public void release(OrganizationModel organization, Optional<String> userId) {
    var update =
        entities.createQuery(
            "update UserGroupMembershipEntity m set m.membershipType = :unmanaged"
                + " where m.membershipType = :managed and m.groupId ="
                + " (select o.groupId from OrganizationEntity o where o.id = :organization)"
                + userId.map(id -> " and m.user.id = :user").orElse(""));
    userId.ifPresent(id -> update.setParameter("user", id));
    update
        .setParameter("managed", MembershipType.MANAGED.toString())
        .setParameter("unmanaged", MembershipType.UNMANAGED.toString())
        .setParameter(ORGANIZATION, organization.getId())
        .executeUpdate();
  }

  /** Verified domains of organizations with an attribute, and the ids of the organizations. */
  public Map<String, String> verifiedDomains(RealmModel realm, String attribute, String value) {
    Map<String, String> domains = new LinkedHashMap<>();
    entities
        .createQuery(
            "select d.name, o.id from OrganizationDomainEntity d join d.organization o"
                + " where o.realmId = :realm and o.enabled = true and d.verified = true and exists"
                + " (select a.id from GroupAttributeEntity a where a.group.id = o.groupId"
                + " and a.name = :attribute and a.value = :value)",
            Object[].class)
        .setParameter("realm", realm.getId())
        .setParameter("attribute", attribute)
        .setParameter("value", value)
        .getResultStream()
        .forEach(row -> domains.put((String) row[0], (String) row[1]));
    return domains;
  }

  /** Ids of the enabled organizations of the realm that have the attribute with that value. */
  public Set<String> enabledWith(RealmModel realm, String attribute, String value) {
    return Set.copyOf(enabledWith(realm, attribute, value, Integer.MAX_VALUE));
  }

  private List<String> enabledWith(RealmModel realm, String attribute, String value, int max) {
    return entities
        .createQuery(
            "select distinct o.id from OrganizationEntity o, GroupAttributeEntity a"
                + " where o.realmId = :realm and o.enabled = true and a.group.id = o.groupId"
                + " and a.name = :attribute and a.value = :value",
            String.class)
        .setParameter("realm", realm.getId())
        .setParameter("attribute", attribute)
        .setParameter("value", value)
        .setMaxResults(max)
        .getResultList();
  }

  /** True if an enabled organization of the realm has the attribute with that value. */
  public boolean hasEnabledWith(RealmModel realm, String attribute, String value) {
    return !enabledWith(realm, attribute, value, 1).isEmpty();
  }
}
