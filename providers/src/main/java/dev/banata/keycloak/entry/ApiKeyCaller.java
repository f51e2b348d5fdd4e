package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.Caller;
import dev.banata.keycloak.apikey.ApiKey;
import dev.banata.keycloak.apikey.ApiKeys;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.strength.Strength;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.RealmModel;

/** An application with a valid key, which binds it to one project. */
final class ApiKeyCaller implements Caller {

  private final ApiKeys keys;
  private final String secretHash;
  private final RealmModel realm;
  private final String address;
  private final Map<String, String> headers;
  private ApiKey key;

  /**
   * @param secretHash hash of the secret that the call has shown
   */
  ApiKeyCaller(
      ApiKeys keys,
      ApiKey key,
      String secretHash,
      RealmModel realm,
      String address,
      Map<String, String> headers) {
    this.keys = keys;
    this.key = key;
    this.secretHash = secretHash;
    this.realm = realm;
    this.address = address;
    this.headers = headers;
  }

  @Override
  public String id() {
    return key.id();
  }

  @Override
  public Optional<RealmModel> boundRealm() {
    return Optional.of(realm);
  }

  @Override
  public boolean mayView(RealmModel other) {
    return isOwn(other);
  }

  /** A key of an organization has no permission that concerns the project as a whole. */
  @Override
  public boolean may(Permission permission, RealmModel other) {
    return isOwn(other)
        && (key.organizationId() == null || permission.isOfOrganization())
        && key.permissions().contains(permission);
  }

  @Override
  public boolean covers(Strength strength, RealmModel other) {
    if (!isOwn(other)) {
      return false;
    }
    return strength.isNone()
        || (reaches(strength)
            && (!strength.administers() || key.permissions().isFull())
            && key.permissions().covers(strength.permissions()));
  }

  private boolean reaches(Strength strength) {
    return key.organizationId() == null || key.organizationId().equals(strength.organizationId());
  }

  @Override
  public void holdCredentials() {
    key = keys.hold(realm, key.id(), secretHash).orElseThrow(Callers::invalidKey);
  }

  @Override
  public Optional<String> organizationId() {
    return Optional.ofNullable(key.organizationId());
  }

  @Override
  public boolean isApplication() {
    return true;
  }

  @Override
  public AuthDetails authDetails() {
    AuthDetails details = new AuthDetails();
    details.setRealmId(realm.getId());
    details.setRealmName(realm.getName());
    details.setClientId(key.id());
    details.setUserId(key.id());
    details.setIpAddress(address);
    return details;
  }

  @Override
  public Map<String, String> headers() {
    return headers;
  }

  private boolean isOwn(RealmModel other) {
    return Objects.equals(realm.getId(), other.getId());
  }
}
