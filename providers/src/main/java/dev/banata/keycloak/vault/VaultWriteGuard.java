package dev.banata.keycloak.vault;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.compat.AdminWriteGuard;
import dev.banata.keycloak.compat.RequestPath;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Only this product writes its own vault references: a setting of Keycloak that named one could
 * send the secret somewhere else.
 */
public final class VaultWriteGuard extends AdminWriteGuard {

  private static final String AT_START = "banata.vault-references-at-start";

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(VaultWriteGuard::onEvent);
  }

  private static void onEvent(ProviderEvent event) {
    if (event instanceof ClientModel.ClientUpdatedEvent updated) {
      ClientModel client = updated.getUpdatedClient();
      if (client.getSecret() != null && VaultReference.resemblesOurs(client.getSecret())) {
        refuse(updated.getKeycloakSession());
      }
    }
  }

  @Override
  protected void onStart(KeycloakSession session) {
    RealmModel realm = session.realms().getRealmByName(RequestPath.ofAdminWrite(session).get(0));
    if (realm != null) {
      session.setAttribute(AT_START, new AtStart(ours(settingsOfRealm(session, realm))));
    }
  }

  /** The references that the realm had when the request began. */
  private static Set<String> atStart(KeycloakSession session) {
    AtStart noted = session.getAttribute(AT_START, AtStart.class);
    return noted == null ? Set.of() : noted.references();
  }

  private record AtStart(Set<String> references) {}

  @Override
  protected void onWrite(KeycloakSession session, AdminEvent event) {
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm == null
        || event.getOperationType() == OperationType.DELETE
        || event.getOperationType() == OperationType.ACTION) {
      return;
    }
    Set<String> introduced = ours(settings(session, realm, event));
    if (event.getResourceType() == ResourceType.REALM && !introduced.isEmpty()) {
      // The project's own way of mail has one, and the console saves the realm as a whole.
      introduced.removeAll(atStart(session));
    }
    if (!introduced.isEmpty() || isMentioned(event)) {
      refuse(session);
    }
  }

  /** Keycloak hides secrets in what it writes down, but no references. */
  private static boolean isMentioned(AdminEvent event) {
    return event.getResourceType() != ResourceType.REALM
        && event.getRepresentation() != null
        && VaultReference.resemblesOurs(event.getRepresentation());
  }

  private static void refuse(KeycloakSession session) {
    if (KeycloakWriter.isPresent(session) || KeycloakWriter.isKeycloaks(session)) {
      throw KeycloakWriter.refusal(
          "References ${vault."
              + VaultReference.PREFIX
              + "…} belong to Banata; they are written by its own API only.");
    }
  }

  private static Set<String> ours(Stream<String> settings) {
    return settings.filter(VaultWriteGuard::isOurs).collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean isOurs(String setting) {
    return VaultReference.resemblesOurs(setting.substring(setting.indexOf('=') + 1));
  }

  /** What the event is about, as {@code name=value}. */
  private static Stream<String> settings(
      KeycloakSession session, RealmModel realm, AdminEvent event) {
    if (event.getResourceType() == null) {
      return Stream.empty();
    }
    if (RequestPath.isPartialImport(session)) {
      return settingsOfRealm(session, realm);
    }
    // The realm itself has none.
    String path = Optional.ofNullable(event.getResourcePath()).orElse("");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return switch (event.getResourceType()) {
      case REALM -> settingsOfRealm(session, realm);
      case COMPONENT ->
          Stream.ofNullable(realm.getComponent(last))
              .flatMap(component -> component.getConfig().entrySet().stream())
              .flatMap(
                  entry -> entry.getValue().stream().map(value -> entry.getKey() + '=' + value));
      case IDENTITY_PROVIDER ->
          Stream.ofNullable(session.identityProviders().getByAlias(last))
              .flatMap(provider -> settings(provider.getConfig()));
      default -> Stream.empty();
    };
  }

  /** What the realm itself has; of an import, what its identity providers have. */
  private static Stream<String> settingsOfRealm(KeycloakSession session, RealmModel realm) {
    return RequestPath.isPartialImport(session)
        ? session
            .identityProviders()
            .getAllStream(IdentityProviderQuery.any())
            .flatMap(provider -> settings(provider.getConfig()))
        : Stream.concat(settings(realm.getSmtpConfig()), settings(realm.getAttributes()));
  }

  private static Stream<String> settings(Map<String, String> settings) {
    return settings.entrySet().stream().map(entry -> entry.getKey() + '=' + entry.getValue());
  }

  @Override
  public String getId() {
    return "banata-vault-writes";
  }
}
