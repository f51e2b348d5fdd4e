package dev.banata.keycloak.project;

import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.HeldRoles;
import dev.banata.keycloak.persistence.SqlLike;
import dev.banata.keycloak.persistence.Store;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Reads and writes {@code BANATA_PROJECT}. */
final class ProjectStore extends Store<ProjectEntity> {

  private static final String CREATED_AT = "createdAt";
  private static final String ID = "id";
  private static final String SLUG = "slug";
  private static final String OWNER = "ownerId";
  private static final char ESCAPE = '\\';

  ProjectStore(KeycloakSession session) {
    super(Database.of(session), ProjectEntity.class);
  }

  Optional<Project> byId(String id) {
    return find(id).map(ProjectEntity::toProject);
  }

  Optional<Project> byRealm(String realmId) {
    return one("select p from ProjectEntity p where p.realmId = :value", realmId);
  }

  Optional<Project> bySlug(String slug) {
    return one("select p from ProjectEntity p where p.slug = :value", slug);
  }

  private Optional<Project> one(String query, String value) {
    return query(query, ProjectEntity.class)
        .with("value", value)
        .first()
        .map(ProjectEntity::toProject);
  }

  /** The row of a realm, to be changed. */
  Optional<ProjectEntity> lockByRealm(String realmId) {
    return query("select p.id from ProjectEntity p where p.realmId = :realmId", String.class)
        .with("realmId", realmId)
        .first()
        .flatMap(id -> lock(realmId, id));
  }

  /**
   * Writes the row at once, so that a slug that is taken is found before anything is built on it.
   */
  void insert(ProjectEntity project) {
    persistNow(project);
  }

  void deleteByRealm(String realmId) {
    change("delete from ProjectEntity p where p.realmId = :realmId")
        .setParameter("realmId", realmId)
        .executeUpdate();
  }

  /** Newest first. */
  Page<Project> list(ProjectQuery query) {
    CriteriaBuilder builder = criteria();
    CriteriaQuery<ProjectEntity> select = builder.createQuery(ProjectEntity.class);
    Root<ProjectEntity> project = select.from(ProjectEntity.class);
    List<Predicate> where = new ArrayList<>();
    query.visible().ifPresent(visible -> where.add(isVisible(builder, select, project, visible)));
    query.search().ifPresent(text -> where.add(matches(builder, project, text)));
    Optional<Project> cursor = query.cursor().flatMap(this::byId);
    boolean backward = query.backward();
    cursor.ifPresent(from -> where.add(beyond(builder, project, from, backward)));
    select.where(where.toArray(Predicate[]::new));
    if (backward) {
      select.orderBy(builder.asc(project.get(CREATED_AT)), builder.asc(project.get(ID)));
    } else {
      select.orderBy(builder.desc(project.get(CREATED_AT)), builder.desc(project.get(ID)));
    }
    List<Project> found =
        query(select).max(query.limit() + 1).list().stream().map(ProjectEntity::toProject).toList();
    return Page.of(found, query.limit(), backward, cursor.isPresent(), Project::id);
  }

  private static Predicate isVisible(
      CriteriaBuilder builder,
      CriteriaQuery<ProjectEntity> query,
      Root<ProjectEntity> project,
      ProjectQuery.Visible visible) {
    List<Predicate> either = new ArrayList<>();
    either.add(builder.equal(project.get(OWNER), visible.ownerId()));
    List<String> names = visible.administered().names();
    if (!names.isEmpty()) {
      either.add(project.get(SLUG).in(names));
    }
    visible
        .administered()
        .directRolesOf()
        .map(user -> HeldRoles.administeredRealms(builder, query, user))
        .ifPresent(realms -> either.add(project.get("realmId").in(realms)));
    return builder.or(either.toArray(Predicate[]::new));
  }

  private static Predicate matches(
      CriteriaBuilder builder, Root<ProjectEntity> project, String text) {
    List<Predicate> all = new ArrayList<>();
    for (String trigram : Trigrams.some(text)) {
      all.add(builder.equal(project.join("trigrams"), trigram));
    }
    String pattern = "%" + SqlLike.escape(text.toLowerCase(Locale.ROOT), ESCAPE) + "%";
    all.add(
        builder.or(
            builder.like(builder.lower(project.get(SLUG)), pattern, ESCAPE),
            builder.like(builder.lower(project.get("name")), pattern, ESCAPE)));
    return builder.and(all.toArray(Predicate[]::new));
  }

  private static Predicate beyond(
      CriteriaBuilder builder, Root<ProjectEntity> project, Project from, boolean backward) {
    Predicate sameTime = builder.equal(project.get(CREATED_AT), from.createdAt());
    if (backward) {
      return builder.or(
          builder.greaterThan(project.get(CREATED_AT), from.createdAt()),
          builder.and(sameTime, builder.greaterThan(project.get(ID), from.id())));
    }
    return builder.or(
        builder.lessThan(project.get(CREATED_AT), from.createdAt()),
        builder.and(sameTime, builder.lessThan(project.get(ID), from.id())));
  }

  /** Realms that have no row yet, oldest id first; at most {@code max}. */
  List<String> realmsWithoutProject(String adminRealmId, int max) {
    return query(
            "select r.id from RealmEntity r where r.id <> :adminRealm and not exists"
                + " (select 1 from ProjectEntity p where p.realmId = r.id) order by r.id",
            String.class)
        .with("adminRealm", adminRealmId)
        .max(max)
        .list();
  }

  /** Lets searches find rows that they cannot find yet; returns how many, at most {@code max}. */
  int indexSome(int max) {
    List<String> ids =
        query(
                "select p.id from ProjectEntity p where p.trigrams is empty and length(p.slug) > 2"
                    + " order by p.id",
                String.class)
            .max(max)
            .list();
    ids.forEach(id -> lockOfAll(id).ifPresent(ProjectEntity::index));
    return ids.size();
  }

  /** Realms that have less from us than the version, by id, after one; at most {@code max}. */
  List<String> realmsToSetUp(int version, String after, int max) {
    return query(
            "select p.realmId from ProjectEntity p where p.setUp < :version and p.realmId > :after"
                + " order by p.realmId",
            String.class)
        .with("version", version)
        .with("after", after)
        .max(max)
        .list();
  }

  /** Realm ids of rows whose realm is gone. */
  List<String> projectsWithoutRealm(int max) {
    return query(
            "select p.realmId from ProjectEntity p where not exists"
                + " (select 1 from RealmEntity r where r.id = p.realmId)",
            String.class)
        .max(max)
        .list();
  }
}
