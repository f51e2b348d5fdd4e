package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Secret;
import dev.banata.keycloak.compat.RealmWrite;
import dev.banata.keycloak.project.ProjectRemovedEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.email.EmailSenderProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;

/** Takes the place of Keycloak's own sender, which it uses. */
public final class ProjectSenderFactory implements EmailSenderProviderFactory {

  /** Also in the names of the server's options: {@code spi-email-sender--banata--...}. */
  static final String PROVIDER_ID = "banata";

  private static final String KEYCLOAKS_OWN = "default";
  private static final String OPTIONS = "spi-email-sender--" + PROVIDER_ID + "--";
  private static final String ENCRYPTION_KEY = "encryption-key";
  private static final String FORMER_ENCRYPTION_KEY = "former-encryption-key";
  private static final int SHORTEST_KEY = 32;

  private final SmtpTokens tokens = new SmtpTokens();
  private SecretSeal seal = new SecretSeal(List.of());
  private ProviderApis apis = new ProviderApis(Map.of());

  @Override
  public EmailSenderProvider create(KeycloakSession session) {
    EmailSenderProvider keycloak = session.getProvider(EmailSenderProvider.class, KEYCLOAKS_OWN);
    return new ProjectSender(
        session, keycloak, new ProviderRoutes(session, tokens, new Accounts(session, seal), apis));
  }

  /** The seal of this server. */
  static SecretSeal seal(KeycloakSession session) {
    return ((ProjectSenderFactory)
            session
                .getKeycloakSessionFactory()
                .getProviderFactory(EmailSenderProvider.class, PROVIDER_ID))
        .seal;
  }

  @Override
  public void init(Config.Scope config) {
    List<Secret> keys = new ArrayList<>();
    for (String option : List.of(ENCRYPTION_KEY, FORMER_ENCRYPTION_KEY)) {
      String key = config.get(option);
      if (key != null && key.length() < SHORTEST_KEY) {
        throw new IllegalArgumentException(
            OPTIONS + option + " must have at least " + SHORTEST_KEY + " characters");
      }
      if (key != null) {
        keys.add(new Secret(key));
      }
    }
    seal = new SecretSeal(keys);
    Map<ProviderId, String> urls = new EnumMap<>(ProviderId.class);
    for (ProviderId provider : ProviderId.values()) {
      String url = config.get(provider.text() + "-url");
      if (url != null && provider != ProviderId.SMTP) {
        urls.put(provider, baseUrl(provider.text() + "-url", url));
      }
    }
    apis = new ProviderApis(urls);
  }

  private static String baseUrl(String option, String url) {
    if (!url.matches("https?://[^/?#]+(/[^?#]+)?") || URI.create(url).getHost() == null) {
      throw new IllegalArgumentException(
          OPTIONS + option + " must be an http or https URL without a query or a final slash");
    }
    return url;
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(this::onEvent);
  }

  private void onEvent(ProviderEvent event) {
    if (event instanceof ProjectRemovedEvent removed) {
      new EmailLog(removed.session()).deleteByRealm(removed.realmId());
      new Suppressions(removed.session()).deleteByRealm(removed.realmId());
      DataKeys.delete(removed.session(), removed.realmId());
      tokens.forget(removed.realmId());
    } else if (event instanceof RealmWrite write) {
      MailServerWrites.judge(write);
    } else if (event instanceof PostMigrationEvent started) {
      LogRetention.start(started.getFactory());
    }
  }

  @Override
  public int order() {
    return 100;
  }

  @Override
  public void close() {}

  @Override
  public String getId() {
    return PROVIDER_ID;
  }
}
