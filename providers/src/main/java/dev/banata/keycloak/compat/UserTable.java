package dev.banata.keycloak.compat;

import dev.banata.keycloak.persistence.SqlLike;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
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
import org.hibernate.Session;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.UserAttributeEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;
import org.keycloak.models.jpa.entities.UserRoleMappingEntity;

/**
 * Pages through the users of one realm in an order of choice. Keycloak's own search knows one order
 * and offsets only, so it cannot page without gaps while users come and go.
 *
 * <p>The queries are made for Keycloak's own indexes of {@code USER_ENTITY} and for ours of parts
 * of names and e-mails, see docs/decisions/0014.
 */
public final class UserTable {

  private static final char ESCAPE = '\\';

  /** The text of our index {@code IDX_BANATA_USER_NAME}, to the letter. */
  private static final String NAME = "lower(coalesce(?,'')||' '||coalesce(?,''))";

  /** As many matches of a text as are counted, and sorted rather than looked for in their order. */
  public static final int FEW = 1000;

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

  /**
   * When a disabled user counts as enabled again.
   *
   * @param attribute the user attribute with the time
   * @param now times that are not after this one, as texts, are over
   */
  public record Expiry(String attribute, String now) {}

  /**
   * How many users match.
   *
   * @param isExact false if there are more
   */
  public record Count(long number, boolean isExact) {}

  private final EntityManager entities;
  private final HibernateCriteriaBuilder builder;
  private final RealmModel realm;
  private final Optional<Expiry> expiry;

  /**
   * Opens the table.
   *
   * @param expiry nothing if disabled users stay so
   */
  public UserTable(KeycloakSession session, RealmModel realm, Optional<Expiry> expiry) {
    this.entities = Database.of(session);
    this.builder = entities.unwrap(Session.class).getCriteriaBuilder();
    this.realm = realm;
    this.expiry = expiry;
  }

  /**
   * Ids of the users of a page, nearest to the cursor first.
   *
   * @param count how many match
   */
  public List<String> ids(Filter filter, Window window, Count count) {
    boolean isSorted = (searches(filter) && count.isExact()) || hasGaps(window.sort());
    CriteriaQuery<String> query = builder.createQuery(String.class);
    Root<UserEntity> user = query.from(UserEntity.class);
    List<Predicate> where = where(query, user, filter);
    boolean ascending = window.ascending() != window.backward();
    window
        .cursor()
        .ifPresent(
            id ->
                where.add(
                    beyond(
                        expression(query, user, window.sort(), isSorted),
                        value(window.sort(), id),
                        user.get("id"),
                        id,
                        ascending)));
    query.select(user.get("id")).where(where.toArray(Predicate[]::new));
    Expression<?> sort = expression(query, user, window.sort(), isSorted);
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

  /** Counts all that match, but of the matches of a text no more than {@link #FEW}. */
  public Count count(Filter filter) {
    return searches(filter) ? countFew(filter) : new Count(countAll(filter), true);
  }

  private static boolean searches(Filter filter) {
    return filter.conditions().stream().anyMatch(condition -> isPart(condition.operator()));
  }

  private static boolean isPart(Operator operator) {
    return operator == Operator.CONTAINS
        || operator == Operator.STARTS_WITH
        || operator == Operator.ENDS_WITH;
  }

  private Count countFew(Filter filter) {
    CriteriaQuery<Integer> query = builder.createQuery(Integer.class);
    Root<UserEntity> user = query.from(UserEntity.class);
    query.select(builder.literal(1)).where(where(query, user, filter).toArray(Predicate[]::new));
    int found = entities.createQuery(query).setMaxResults(FEW + 1).getResultList().size();
    return new Count(Math.min(found, FEW), found <= FEW);
  }

  /** True if some of the realm's users have nothing in the column: few realms have such users. */
  private boolean hasGaps(Column column) {
    if (column != Column.CREATED_AT && column != Column.EMAIL) {
      return false;
    }
    CriteriaQuery<Integer> query = builder.createQuery(Integer.class);
    Root<UserEntity> user = query.from(UserEntity.class);
    query
        .select(builder.literal(1))
        .where(
            builder.equal(user.get("realmId"), realm.getId()),
            builder.isNull(user.get("serviceAccountClientLink")),
            builder.isNull(user.get(column == Column.EMAIL ? "email" : "createdTimestamp")));
    return !entities.createQuery(query).setMaxResults(1).getResultList().isEmpty();
  }

  private long countAll(Filter filter) {
    CriteriaQuery<Long> query = builder.createQuery(Long.class);
    Root<UserEntity> user = query.from(UserEntity.class);
    query.select(builder.count(user)).where(where(query, user, filter).toArray(Predicate[]::new));
    return entities.createQuery(query).getSingleResult();
  }

  private List<Predicate> where(CriteriaQuery<?> query, Root<UserEntity> user, Filter filter) {
    List<Predicate> where = new ArrayList<>();
    where.add(builder.equal(user.get("realmId"), realm.getId()));
    where.add(builder.isNull(user.get("serviceAccountClientLink")));
    filter.conditions().forEach(condition -> where.add(matches(query, user, condition)));
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

  private Predicate matches(CriteriaQuery<?> query, Root<UserEntity> user, Condition condition) {
    if (condition.value() instanceof String text) {
      // An index knows the column itself only; and nothing equals or is in what is not there.
      boolean isPlain = isPart(condition.operator()) || condition.operator() == Operator.EQ;
      return matchesText(
          expression(query, user, condition.column(), !isPlain).as(String.class),
          condition.operator(),
          text.toLowerCase(Locale.ROOT));
    }
    Long number = ((Number) condition.value()).longValue();
    return compare(
        expression(query, user, condition.column(), true).as(Long.class),
        condition.operator(),
        number);
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
      Expression<?> sort, Object value, Expression<String> ids, String id, boolean ascending) {
    if (value instanceof String text) {
      return beyond(sort.as(String.class), text, ids, id, ascending);
    }
    Long number = ((Number) value).longValue();
    return beyond(sort.as(Long.class), number, ids, id, ascending);
  }

  /** The first comparison is part of the second; it is where an index can start. */
  private <Y extends Comparable<? super Y>> Predicate beyond(
      Expression<Y> column, Y value, Expression<String> ids, String id, boolean ascending) {
    return builder.and(
        compare(column, ascending ? Operator.GTE : Operator.LTE, value),
        builder.or(
            compare(column, ascending ? Operator.GT : Operator.LT, value),
            compare(ids, ascending ? Operator.GT : Operator.LT, id)));
  }

  private Object value(Column column, String userId) {
    CriteriaQuery<Object> query = builder.createQuery(Object.class);
    Root<UserEntity> user = query.from(UserEntity.class);
    query
        .select(expression(query, user, column, true).as(Object.class))
        .where(builder.equal(user.get("id"), userId));
    return entities.createQuery(query).getSingleResult();
  }

  /**
   * What users are compared by.
   *
   * @param withGaps true for an expression that has a value where the column has none, and that no
   *     index is of
   */
  private Expression<?> expression(
      CriteriaQuery<?> query, Root<UserEntity> user, Column column, boolean withGaps) {
    return switch (column) {
      case CREATED_AT ->
          withGaps
              ? builder.coalesce(user.<Long>get("createdTimestamp"), 0L)
              : user.<Long>get("createdTimestamp");
      case UPDATED_AT ->
          builder
              .<Long>coalesce()
              .value(user.<Long>get("lastModifiedTimestamp"))
              .value(user.<Long>get("createdTimestamp"))
              .value(0L);
      case EMAIL ->
          withGaps ? builder.coalesce(user.<String>get("email"), "") : user.<String>get("email");
      case NAME ->
          builder.sql(
              NAME, String.class, user.<String>get("firstName"), user.<String>get("lastName"));
      case EMAIL_VERIFIED ->
          builder
              .<Long>selectCase()
              .when(builder.isTrue(user.<Boolean>get("emailVerified")), 1L)
              .otherwise(0L);
      case BANNED -> builder.<Long>selectCase().when(isEnabled(query, user), 0L).otherwise(1L);
    };
  }

  private Predicate isEnabled(CriteriaQuery<?> query, Root<UserEntity> user) {
    Predicate enabled = builder.isTrue(user.<Boolean>get("enabled"));
    return expiry
        .map(over -> (Predicate) builder.or(enabled, builder.exists(expired(query, user, over))))
        .orElse(enabled);
  }

  private Subquery<Integer> expired(CriteriaQuery<?> query, Root<UserEntity> user, Expiry over) {
    Subquery<Integer> exists = query.subquery(Integer.class);
    Root<UserAttributeEntity> attribute = exists.from(UserAttributeEntity.class);
    return exists
        .select(builder.literal(1))
        .where(
            builder.equal(attribute.get("user"), user),
            builder.equal(attribute.get("name"), over.attribute()),
            builder.lessThanOrEqualTo(attribute.<String>get("value"), over.now()));
  }
}
