package dev.banata.keycloak.email;

import dev.banata.keycloak.persistence.Tables;
import java.util.List;

/** The table of templates. */
public final class EmailTables implements Tables {

  @Override
  public List<Class<?>> entities() {
    return List.of(EmailTemplateEntity.class);
  }
}
