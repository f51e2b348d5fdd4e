package dev.banata.keycloak.email;

import dev.banata.keycloak.compat.KeycloakEmails;
import dev.banata.keycloak.project.ProjectRemovedEvent;
import org.keycloak.Config;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.email.EmailTemplateProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Is chosen before Keycloak's own by its order. */
public final class ProjectEmailsFactory implements EmailTemplateProviderFactory {

  @Override
  public EmailTemplateProvider create(KeycloakSession session) {
    return new KeycloakEmails(session, new ProjectEmails(session));
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(
        event -> {
          if (event instanceof ProjectRemovedEvent removed) {
            new EmailTemplateStore(removed.session()).deleteByRealm(removed.realmId());
          }
        });
  }

  @Override
  public void close() {}

  @Override
  public String getId() {
    return "banata";
  }

  @Override
  public int order() {
    return 100;
  }
}
