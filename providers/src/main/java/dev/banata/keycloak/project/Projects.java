package dev.banata.keycloak.project;

import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.ProjectResolver;
import dev.banata.keycloak.compat.AfterCommit;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.LocalCache;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.RefusedRequest;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.persistence.Ulid;
import dev.banata.keycloak.rbac.Catalogue;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.Provider;
import org.keycloak.representations.idm.RealmRepresentation;

/** Projects: each is a realm and a row. All of a change happens in the session's transaction. */
public final class Projects implements Provider, ProjectResolver {

  /**
   * Version of what a project's realm gets from us besides its template. To be raised with each
   * addition; realms that have less are completed once, after the next start.
   */
  static final int SET_UP = 4;

  private final KeycloakSession session;
  private final ProjectStore store;
  private final FormerSlugStore formerSlugs;
  private final RealmKeys keys;
  private final LocalCache<String> ids;
  private final Timer creation;

  Projects(KeycloakSession session, RealmKeys keys, LocalCache<String> ids, Timer creation) {
    this.session = session;
    this.keys = keys;
    this.ids = ids;
    this.creation = creation;
    this.store = new ProjectStore(session);
    this.formerSlugs = new FormerSlugStore(session);
  }

  public Optional<Project> byId(String id) {
    return store.byId(id);
  }

  public Optional<Project> ofRealm(RealmModel realm) {
    return store.byRealm(realm.getId());
  }

  Optional<Project> bySlug(String slug) {
    return store.bySlug(slug);
  }

  public RealmModel realm(Project project) {
    return session.realms().getRealm(project.realmId());
  }

  Optional<Project> byIdOrSlug(String text) {
    return byId(text).or(() -> bySlug(text));
  }

  Page<Project> list(ProjectQuery query) {
    return store.list(query);
  }

  @Override
  public Optional<RealmModel> realmOf(String projectIdOrSlug) {
    return byIdOrSlug(projectIdOrSlug).map(this::realm);
  }

  @Override
  public Optional<String> idOf(RealmModel realm) {
    // Asked for by each call, and the same for as long as the realm is there.
    return Optional.ofNullable(
        ids.computeIfAbsent(realm.getId(), id -> ofRealm(realm).map(Project::id).orElse(null)));
  }

  @Override
  public boolean isProject(RealmModel realm) {
    return !Realms.isAdminRealm(realm);
  }

  @Override
  public boolean names(String projectIdOrSlug, RealmModel realm) {
    return projectIdOrSlug.equals(realm.getName())
        || idOf(realm).filter(projectIdOrSlug::equals).isPresent();
  }

  /**
   * Makes the realm from its template, seeds permissions and roles, and makes the owner its
   * administrator.
   *
   * @param owner a user of the admin realm
   * @throws SlugTakenException if a realm or project has that name
   */
  Project create(NewProject project, UserModel owner) {
    Timer.Sample time = Timer.start();
    if (store.bySlug(project.slug()).isPresent()
        || session.realms().getRealmByName(project.slug()) != null) {
      throw new SlugTakenException(project.slug());
    }
    String realmId = KeycloakModelUtils.generateId();
    ProjectEntity row =
        new ProjectEntity(Ulid.next("proj"), realmId, owner.getId(), System.currentTimeMillis());
    row.describe(project.slug(), project.name(), project.environment());
    row.decorate(project.description(), project.logoUrl());
    // The row first: of two creations at the same time, one stops here and not after all the work.
    guardSlug(
        project.slug(),
        () -> {
          store.insert(row);
          return row;
        });
    requireNotFormer(project.slug(), realmId);

    RealmRepresentation template = RealmTemplates.of(project.environment());
    template.setId(realmId);
    template.setRealm(project.slug());
    template.setDisplayName(project.name());
    keys.addTo(template);
    RealmModel realm = guardSlug(project.slug(), () -> Realms.create(session, template));
    realm.setAttribute(Environment.ATTRIBUTE, project.environment().text());
    Catalogue.seed(session, realm);
    Realms.grantAdministration(session, realm, owner);
    time.stop(creation);
    return row.toProject();
  }

  /**
   * Changes what the change sets. A new slug renames the realm: its issuer and all URLs change, its
   * keys go on working.
   *
   * @throws SlugTakenException if another realm or project has the new slug
   */
  Project update(Project named, ProjectChange change) {
    RealmModel realm = realm(named);
    RowLock.require(new RowLock(session).take(realm));
    ProjectEntity row = store.lockByRealm(realm.getId()).orElseThrow(Projects::notFound);
    Project project = row.toProject();
    String slug = Optional.ofNullable(change.slug()).orElse(project.slug());
    if (!slug.equals(project.slug())) {
      if (session.realms().getRealmByName(slug) != null) {
        throw new SlugTakenException(slug);
      }
      RealmRepresentation rename = new RealmRepresentation();
      rename.setRealm(slug);
      guardSlug(
          slug,
          () -> {
            Realms.update(session, realm, rename);
            Database.flush(session);
            return realm;
          });
      moved(realm, project.slug(), slug);
    }
    if (change.name() != null) {
      realm.setDisplayName(change.name());
    }
    if (change.environment() != null) {
      realm.setAttribute(Environment.ATTRIBUTE, change.environment().text());
    }
    row.describe(
        slug,
        Optional.ofNullable(change.name()).orElse(project.name()),
        Optional.ofNullable(change.environment()).orElse(project.environment()));
    row.decorate(
        change.description() == null ? project.description() : change.description(),
        logoAfter(project, change));
    row.touch(System.currentTimeMillis());
    publish(row, false);
    return row.toProject();
  }

  /**
   * After the row of a project has the slug: whoever gave the slug up has committed by then.
   *
   * @throws SlugTakenException if it is a former slug of another project
   */
  private void requireNotFormer(String slug, String realmId) {
    if (formerSlugs.isOfOther(slug, realmId)) {
      throw new SlugTakenException(slug);
    }
  }

  /** True for a slug that a project had and that is kept for it. */
  boolean isFormer(String slug) {
    return formerSlugs.isKept(slug);
  }

  /** The same for a realm that Keycloak itself has just made or renamed. */
  void requireNotFormer(RealmModel realm) {
    if (isProject(realm) && formerSlugs.isOfOther(realm.getName(), realm.getId())) {
      throw new RefusedRequest(
          "invalid_request",
          "The name was the slug of another project, whose apps may still trust its issuer.");
    }
  }

  private void moved(RealmModel realm, String former, String slug) {
    requireNotFormer(slug, realm.getId());
    formerSlugs.keep(former, realm.getId());
  }

  private void publish(ProjectEntity row, boolean adopted) {
    session
        .getKeycloakSessionFactory()
        .publish(new ProjectSavedEvent(session, row.toProject(), adopted));
  }

  private static String logoAfter(Project project, ProjectChange change) {
    if (change.removesLogo()) {
      return null;
    }
    return Optional.ofNullable(change.logoUrl()).orElse(project.logoUrl());
  }

  /** Removes the realm; rows and keys follow by the event of its removal. */
  void delete(Project project) {
    RealmModel realm = realm(project);
    RowLock.require(new RowLock(session).hold(realm));
    Realms.remove(session, realm);
  }

  static Problem notFound() {
    return Problem.notFound("PROJECT_NOT_FOUND", "There is no such project.");
  }

  /**
   * Gives a realm that was made without us its row. Does nothing for the admin realm.
   *
   * @return true if it was made without us
   */
  boolean adopt(RealmModel realm, String ownerId) {
    if (!isProject(realm) || store.byRealm(realm.getId()).isPresent()) {
      return false;
    }
    ProjectEntity row =
        new ProjectEntity(Ulid.next("proj"), realm.getId(), ownerId, System.currentTimeMillis());
    row.describe(realm.getName(), nameOf(realm), environmentOf(realm));
    store.insert(row);
    publish(row, true);
    return true;
  }

  /** Gives the realm of a project what this version gives every project. */
  void setUp(RealmModel realm, boolean isOurs) {
    Optional<ProjectEntity> row = store.lockByRealm(realm.getId());
    if (row.isPresent()) {
      if (!isOurs) {
        Catalogue.complete(realm);
      }
      session.getKeycloakSessionFactory().publish(new ProjectSetUpEvent(session, realm, isOurs));
      row.get().setUp(SET_UP);
    }
  }

  /** Lets the row say what the realm says after a change that was made elsewhere. */
  void follow(RealmModel realm) {
    store
        .byRealm(realm.getId())
        .filter(project -> !says(project, realm))
        .flatMap(project -> store.lockByRealm(realm.getId()))
        .ifPresent(
            row -> {
              String former = row.toProject().slug();
              copy(realm, row);
              if (!former.equals(realm.getName())) {
                formerSlugs.keep(former, realm.getId());
              }
              publish(row, false);
            });
  }

  private static boolean says(Project project, RealmModel realm) {
    return project.slug().equals(realm.getName())
        && project.name().equals(nameOf(realm))
        && project.environment() == environmentOf(realm);
  }

  private static void copy(RealmModel realm, ProjectEntity row) {
    row.describe(realm.getName(), nameOf(realm), environmentOf(realm));
    row.touch(System.currentTimeMillis());
  }

  /** Removes what is ours of a realm that is gone: the row here, the rest by the event. */
  void forget(String realmId) {
    store.deleteByRealm(realmId);
    formerSlugs.deleteByRealm(realmId);
    AfterCommit.run(session, () -> ids.remove(realmId));
    session.getKeycloakSessionFactory().publish(new ProjectRemovedEvent(session, realmId));
  }

  ProjectStore store() {
    return store;
  }

  private static String nameOf(RealmModel realm) {
    String displayName = realm.getDisplayName();
    return displayName == null || displayName.isBlank() ? realm.getName() : displayName;
  }

  private static Environment environmentOf(RealmModel realm) {
    return Environment.of(realm.getAttribute(Environment.ATTRIBUTE));
  }

  private static <T> T guardSlug(String slug, Supplier<T> work) {
    try {
      return work.get();
    } catch (ModelDuplicateException e) {
      throw new SlugTakenException(slug, e);
    } catch (RuntimeException e) {
      if (Database.isConflict(e)) {
        throw new SlugTakenException(slug, e);
      }
      throw e;
    }
  }

  @Override
  public void close() {}
}
