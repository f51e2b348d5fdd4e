package dev.banata.keycloak.mail;

import dev.banata.keycloak.persistence.Tables;
import java.util.List;

/** The tables of mails. */
public final class MailTables implements Tables {

  @Override
  public List<Class<?>> entities() {
    return List.of(EmailLogEntity.class, SuppressionEntity.class, DataKeyEntity.class);
  }
}
