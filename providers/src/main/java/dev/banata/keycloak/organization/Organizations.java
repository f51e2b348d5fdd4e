package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Metadata;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.OrganizationTable;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.persistence.Ulid;
import dev.banata.keycloak.rbac.RealmOrganizations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.organization.OrganizationProvider;

/** The organizations of one project: make, change, remove. */
final class Organizations {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final OrganizationProvider provider;
  private final OrganizationStore store;

  Organizations(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.provider = session.getProvider(OrganizationProvider.class);
    this.store = new OrganizationStore(session);
  }

  OrganizationStore store() {
    return store;
  }

  /** The organization of the project with that id. */
  Optional<OrganizationModel> byId(String id) {
    return store
        .find(realm, id)
        .map(row -> provider.getById(row.id()))
        .or(() -> RealmOrganizations.byId(session, id));
  }

  Optional<OrganizationModel> bySlug(String slug) {
    return Optional.ofNullable(provider.getByAlias(slug));
  }

  Organization of(OrganizationModel model) {
    return Organization.of(model, store.get(realm, model.getId()));
  }

  /**
   * Makes an organization. A project whose realm has none yet gets Keycloak's organizations.
   *
   * @throws Problem 409 if the slug is taken
   */
  Organization create(OrganizationChange change) {
    requireSmall(change);
    String slug =
        Optional.ofNullable(change.slug())
            .orElseGet(() -> OrganizationNames.slug(change.name(), this::isTaken));
    requireFree(slug);
    if (!realm.isOrganizationsEnabled()) {
      realm.setOrganizationsEnabled(true);
    }
    boolean unique = isFreeName(change.name());
    OrganizationModel model =
        provider.create(
            Ulid.next("org"),
            unique ? change.name() : OrganizationNames.unique(change.name(), slug),
            slug);
    Database.flush(session);
    OrganizationRowEntity row = store.lock(realm, model.getId());
    OrganizationPolicy policy = change.policy(new OrganizationPolicy(false, false, null, null));
    save(model, policy, change.name(), unique);
    change.apply(row);
    return new Organization(model, row, policy, change.name());
  }

  /**
   * Changes what the change sets.
   *
   * @throws Problem 409 if the slug is taken
   */
  Organization update(OrganizationModel model, OrganizationChange change) {
    requireSmall(change);
    RowLock.require(new RowLock(session).take(model));
    Organization before = Organization.of(model, store.lock(realm, model.getId()));
    String slug = Optional.ofNullable(change.slug()).orElse(model.getAlias());
    if (!slug.equals(model.getAlias())) {
      requireFree(slug);
      new OrganizationTable(session).rename(model, slug);
    }
    String name = Optional.ofNullable(change.name()).orElse(before.name());
    boolean unique = name.equals(model.getName()) || isFreeName(name);
    String unambiguous = unique ? name : OrganizationNames.unique(name, slug);
    if (!unambiguous.equals(model.getName())) {
      model.setName(unambiguous);
    }
    OrganizationPolicy policy = change.policy(before.policy());
    save(model, policy, name, unique);
    change.apply(before.row());
    before.row().touch(System.currentTimeMillis());
    return new Organization(model, before.row(), policy, name);
  }

  private void save(
      OrganizationModel model, OrganizationPolicy policy, String name, boolean uniqueName) {
    Map<String, List<String>> attributes = new HashMap<>(model.getAttributes());
    policy.addTo(attributes);
    if (uniqueName) {
      attributes.remove(OrganizationNames.ATTRIBUTE);
    } else {
      attributes.put(OrganizationNames.ATTRIBUTE, List.of(name));
    }
    model.setAttributes(attributes);
    new SignInPolicies(session).forget(realm);
  }

  /** Removes the organization; what hangs on it follows by Keycloak's event. Accounts stay. */
  void remove(OrganizationModel model) {
    Database.flush(session);
    RowLock.require(new RowLock(session).hold(model));
    new OrganizationTable(session).release(model, Optional.empty());
    provider.remove(model);
    new SignInPolicies(session).forget(realm);
  }

  private static void requireSmall(OrganizationChange change) {
    if (change.metadata() != null) {
      Metadata.requireSmall(change.path() + "metadata", change.metadata());
    }
  }

  boolean isTaken(String slug) {
    return provider.getByAlias(slug) != null;
  }

  private void requireFree(String slug) {
    if (isTaken(slug)) {
      throw Problem.conflict(
          "ORGANIZATION_SLUG_ALREADY_EXISTS", "An organization of the project has this slug.");
    }
  }

  private boolean isFreeName(String name) {
    return provider
        .getAllStream(name, true, null, null)
        .noneMatch(found -> Objects.equals(found.getName(), name));
  }
}
