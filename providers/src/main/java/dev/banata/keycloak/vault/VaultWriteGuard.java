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
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.ProviderEvent;

/**
 * Only this product writes its own vault references: a setting of Keycloak that named one could
 * send the secret somewhere else.
 */
public final class VaultWriteGuard extends AdminWriteGuard {

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
  protected void onWrite(KeycloakSession session, AdminEvent event) {
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm == null
        || event.getOperationType() == OperationType.DELETE
        || event.getOperationType() == OperationType.ACTION) {
      return;
    }
    Set<String> introduced = ours(session, realm, event);
    if (event.getResourceType() == ResourceType.REALM && !introduced.isEmpty()) {
      // The project's own way of mail has one, and the console saves the realm as a whole.
      introduced.removeAll(committed(session, event));
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

  private static Set<String> committed(KeycloakSession session, AdminEvent event) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(),
        other -> {
          RealmModel realm = other.realms().getRealm(event.getRealmId());
          if (realm == null) {
            return Set.of();
          }
          other.getContext().setRealm(realm);
          return ours(other, realm, event);
        });
  }

  private static Set<String> ours(KeycloakSession session, RealmModel realm, AdminEvent event) {
    return settings(session, realm, event)
        .filter(VaultWriteGuard::isOurs)
        .collect(Collectors.toCollection(HashSet::new));
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
      return session
          .identityProviders()
          .getAllStream(IdentityProviderQuery.any())
          .flatMap(provider -> settings(provider.getConfig()));
    }
    // The realm itself has none.
    String path = Optional.ofNullable(event.getResourcePath()).orElse("");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return switch (event.getResourceType()) {
      case REALM -> Stream.concat(settings(realm.getSmtpConfig()), settings(realm.getAttributes()));
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

  private static Stream<String> settings(Map<String, String> settings) {
    return settings.entrySet().stream().map(entry -> entry.getKey() + '=' + entry.getValue());
  }

  @Override
  public String getId() {
    return "banata-vault-writes";
  }
}
