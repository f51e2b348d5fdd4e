package dev.banata.keycloak.compat;

import dev.banata.keycloak.persistence.SqlLike;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;
import org.keycloak.models.jpa.entities.UserRoleMappingEntity;

/**
 * Pages through the users of one realm in an order of choice. Keycloak's own search knows one order
 * and offsets only, so it cannot page without gaps while users come and go.
 */
public final class UserTable {

  private static final char ESCAPE = '\\';

  /** What users can be ordered and filtered by. */
  public enum Column {
    CREATED_AT,
    UPDATED_AT,
    EMAIL,
    NAME,
    EMAIL_VERIFIED,
    BANNED
  }

  /** How a column is compared. Text is compared without regard to case. */
  public enum Operator {
    EQ,
    NE,
    LT,
    LTE,
    GT,
    GTE,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH
  }

  /**
   * A comparison that each user of the list has to pass.
   *
   * @param value a text, or a Long for times, or 1 and 0 for true and false
   */
  public record Condition(Column column, Operator operator, Comparable<?> value) {}

  /**
   * Which users to list.
   *
   * @param memberOf id of a group that the users must be direct members of
   * @param anyRole ids of roles of which the users must have one by direct mapping
   * @param noRole ids of roles of which the users must have none
   */
  public record Filter(
      List<Condition> conditions,
      Optional<String> memberOf,
      Optional<Collection<String>> anyRole,
      Collection<String> noRole) {}

  /**
   * Which part of the list to read, and in what order.
   *
   * @param cursor id of the user to start beyond
   * @param backward true to read from the cursor against the order
   */
  public record Window(
      Column sort,
      boolean ascending,
      Optional<String> cursor,
      boolean backward,
      int offset,
      int max) {}

  private final EntityManager entities;
  private final CriteriaBuilder builder;
  private final RealmModel realm;

  public UserTable(KeycloakSession session, RealmModel realm) {
    this.entities = Database.of(session);
    this.builder = entities.getCriteriaBuilder();
    this.realm = realm;
  }

  /** Ids of the users of a page, nearest to the cursor first. */
  public List<String> ids(Filter filter, Window window) {
    CriteriaQuery<String> query = builder.createQuery(String.class);
    Root<UserEntity> user = query.from(UserEntity.class);
    List<Predicate> where = where(query, user, filter);
    boolean ascending = window.ascending() != window.backward();
    window
        .cursor()
        .ifPresent(
            id -> where.add(beyond(user, window.sort(), value(window.sort(), id), id, ascending)));
    query.select(user.get("id")).where(where.toArray(Predicate[]::new));
    Expression<?> sort = expression(user, window.sort());
    if (ascending) {
      query.orderBy(builder.asc(sort), builder.asc(user.get("id")));
    } else {
      query.orderBy(builder.desc(sort), builder.desc(user.get("id")));
    }
    TypedQuery<String> page = entities.createQuery(query);
    page.setFirstResult(window.offset());
    page.setMaxResults(window.max());
    return page.getResultList();
  }

  public long count(Filter filter) {
    CriteriaQuery<Long> query = builder.createQuery(Long.class);
    Root<UserEntity> user = query.from(UserEntity.class);
    query.select(builder.count(user)).where(where(query, user, filter).toArray(Predicate[]::new));
    return entities.createQuery(query).getSingleResult();
  }

  private List<Predicate> where(CriteriaQuery<?> query, Root<UserEntity> user, Filter filter) {
    List<Predicate> where = new ArrayList<>();
    where.add(builder.equal(user.get("realmId"), realm.getId()));
    where.add(builder.isNull(user.get("serviceAccountClientLink")));
    filter.conditions().forEach(condition -> where.add(matches(user, condition)));
    filter.memberOf().ifPresent(group -> where.add(isMember(query, user, group)));
    filter
        .anyRole()
        .ifPresent(
            roles ->
                where.add(roles.isEmpty() ? builder.disjunction() : hasRole(query, user, roles)));
    if (!filter.noRole().isEmpty()) {
      where.add(builder.not(hasRole(query, user, filter.noRole())));
    }
    return where;
  }

  private Predicate isMember(CriteriaQuery<?> query, Root<UserEntity> user, String groupId) {
    Subquery<Integer> exists = query.subquery(Integer.class);
    Root<UserGroupMembershipEntity> membership = exists.from(UserGroupMembershipEntity.class);
    exists
        .select(builder.literal(1))
        .where(
            builder.equal(membership.get("user"), user),
            builder.equal(membership.get("groupId"), groupId));
    return builder.exists(exists);
  }

  private Predicate hasRole(
      CriteriaQuery<?> query, Root<UserEntity> user, Collection<String> roleIds) {
    Subquery<Integer> exists = query.subquery(Integer.class);
    Root<UserRoleMappingEntity> mapping = exists.from(UserRoleMappingEntity.class);
    exists
        .select(builder.literal(1))
        .where(builder.equal(mapping.get("user"), user), mapping.get("roleId").in(roleIds));
    return builder.exists(exists);
  }

  private Predicate matches(Root<UserEntity> user, Condition condition) {
    if (condition.value() instanceof String text) {
      return matchesText(
          expression(user, condition.column()).as(String.class),
          condition.operator(),
          text.toLowerCase(Locale.ROOT));
    }
    Long number = ((Number) condition.value()).longValue();
    return compare(
        expression(user, condition.column()).as(Long.class), condition.operator(), number);
  }

  private Predicate matchesText(Expression<String> column, Operator operator, String text) {
    String escaped = SqlLike.escape(text, ESCAPE);
    return switch (operator) {
      case CONTAINS -> builder.like(column, "%" + escaped + "%", ESCAPE);
      case STARTS_WITH -> builder.like(column, escaped + "%", ESCAPE);
      case ENDS_WITH -> builder.like(column, "%" + escaped, ESCAPE);
      default -> compare(column, operator, text);
    };
  }

  private <Y extends Comparable<? super Y>> Predicate compare(
      Expression<Y> column, Operator operator, Y value) {
    return switch (operator) {
      case EQ -> builder.equal(column, value);
      case NE -> builder.notEqual(column, value);
      case LT -> builder.lessThan(column, value);
      case LTE -> builder.lessThanOrEqualTo(column, value);
      case GT -> builder.greaterThan(column, value);
      case GTE -> builder.greaterThanOrEqualTo(column, value);
      case CONTAINS, STARTS_WITH, ENDS_WITH ->
          throw new IllegalArgumentException(operator + " needs a text");
    };
  }

  private Predicate beyond(
      Root<UserEntity> user, Column sort, Object value, String id, boolean ascending) {
    if (value instanceof String text) {
      return beyond(user, expression(user, sort).as(String.class), text, id, ascending);
    }
    Long number = ((Number) value).longValue();
    return beyond(user, expression(user, sort).as(Long.class), number, id, ascending);
  }

  private <Y extends Comparable<? super Y>> Predicate beyond(
      Root<UserEntity> user, Expression<Y> column, Y value, String id, boolean ascending) {
    Expression<String> ids = user.get("id");
    return builder.or(
        ascending ? builder.greaterThan(column, value) : builder.lessThan(column, value),
        builder.and(
            builder.equal(column, value),
            ascending ? builder.greaterThan(ids, id) : builder.lessThan(ids, id)));
  }

  private Object value(Column column, String userId) {
    CriteriaQuery<Object> query = builder.createQuery(Object.class);
    Root<UserEntity> user = query.from(UserEntity.class);
    query
        .select(expression(user, column).as(Object.class))
        .where(builder.equal(user.get("id"), userId));
    return entities.createQuery(query).getSingleResult();
  }

  private Expression<?> expression(Root<UserEntity> user, Column column) {
    return switch (column) {
      case CREATED_AT -> builder.coalesce(user.<Long>get("createdTimestamp"), 0L);
      case UPDATED_AT ->
          builder
              .<Long>coalesce()
              .value(user.<Long>get("lastModifiedTimestamp"))
              .value(user.<Long>get("createdTimestamp"))
              .value(0L);
      case EMAIL -> builder.coalesce(user.<String>get("email"), "");
      case NAME ->
          builder.lower(
              builder.concat(
                  builder.concat(builder.coalesce(user.<String>get("firstName"), ""), " "),
                  builder.coalesce(user.<String>get("lastName"), "")));
      case EMAIL_VERIFIED ->
          builder
              .<Long>selectCase()
              .when(builder.isTrue(user.<Boolean>get("emailVerified")), 1L)
              .otherwise(0L);
      case BANNED ->
          builder
              .<Long>selectCase()
              .when(builder.isTrue(user.<Boolean>get("enabled")), 0L)
              .otherwise(1L);
    };
  }
}
