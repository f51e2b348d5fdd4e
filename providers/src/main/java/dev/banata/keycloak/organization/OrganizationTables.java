package dev.banata.keycloak.organization;

import dev.banata.keycloak.persistence.Tables;
import java.util.List;

/** The tables of organizations. */
public final class OrganizationTables implements Tables {

  @Override
  public List<Class<?>> entities() {
    return List.of(OrganizationRowEntity.class, MemberEntity.class, InvitationEntity.class);
  }
}
