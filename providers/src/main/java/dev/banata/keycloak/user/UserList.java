package dev.banata.keycloak.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.Timestamps;
import dev.banata.keycloak.compat.UserTable;
import dev.banata.keycloak.compat.UserTable.Column;
import dev.banata.keycloak.compat.UserTable.Condition;
import dev.banata.keycloak.compat.UserTable.Filter;
import dev.banata.keycloak.compat.UserTable.Operator;
import dev.banata.keycloak.compat.UserTable.Window;
import dev.banata.keycloak.user.UserRequests.ListUsersRequest;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RoleModel;
import org.keycloak.organization.OrganizationProvider;

/** One list of users: from what a caller asked to a page of the realm's users. */
final class UserList {

  private static final int DEFAULT_LIMIT = 100;
  private static final String ASCENDING = "asc";

  private final Call call;
  private final ListUsersRequest request;
  private final UserReach reach;

  UserList(Call call, ListUsersRequest request) {
    this.call = call;
    this.request = request;
    this.reach = new UserReach(call);
  }

  record Result(
      List<UserView> users,
      List<UserView> data,
      long total,
      boolean totalIsExact,
      int limit,
      int offset,
      Page.ListMetadata listMetadata) {}

  Result read(String projectId) {
    if (request.after() != null && request.before() != null) {
      throw Problem.invalid("before", "must not be given together with after", "conflict");
    }
    int limit = Optional.ofNullable(request.limit()).orElse(DEFAULT_LIMIT);
    int offset = Optional.ofNullable(request.offset()).orElse(0);
    boolean backward = request.before() != null;
    String cursor = backward ? request.before() : request.after();
    requireCursor(backward ? "before" : "after", cursor);
    Filter filter = filter();
    UserTable table = new UserTable(call.session(), call.realm(), expiry());
    UserTable.Count count = table.count(filter);
    List<String> ids =
        table.ids(
            filter,
            new Window(
                column(request.sortBy()),
                ascending(),
                Optional.ofNullable(cursor),
                backward,
                offset,
                limit + 1),
            count);
    Page<String> page = Page.of(ids, limit, backward, cursor != null || offset > 0, id -> id);
    List<UserView> users =
        page.items().stream()
            .map(id -> call.session().users().getUserById(call.realm(), id))
            .filter(Objects::nonNull)
            .map(user -> UserView.of(user, projectId))
            .toList();
    return new Result(
        users, users, count.number(), count.isExact(), limit, offset, page.listMetadata());
  }

  private Optional<UserTable.Expiry> expiry() {
    return BanExpiry.isTrusted(call.session(), call.realm())
        ? Optional.of(new UserTable.Expiry(Ban.EXPIRES, Timestamps.iso(Time.currentTimeMillis())))
        : Optional.empty();
  }

  /** A user that the caller may not see is as unknown as one that does not exist. */
  private void requireCursor(String field, String cursor) {
    if (cursor != null && !reach.sees(cursor)) {
      throw Problem.invalid(field, "is not the id of a user of this project", "unknown_cursor");
    }
  }

  private boolean ascending() {
    return ASCENDING.equals(Optional.ofNullable(request.sortDirection()).orElse(request.order()));
  }

  private Filter filter() {
    List<Condition> conditions = new ArrayList<>();
    if (request.email() != null) {
      conditions.add(
          new Condition(Column.EMAIL, Operator.EQ, UserChange.normalizeEmail(request.email())));
    }
    if (request.searchValue() != null && !request.searchValue().isBlank()) {
      Column column = "name".equals(request.searchField()) ? Column.NAME : Column.EMAIL;
      Operator operator = operator(request.searchOperator(), Operator.CONTAINS);
      conditions.add(new Condition(column, operator, request.searchValue().strip()));
    }
    String role = request.role();
    boolean without = false;
    if (request.filterField() != null && request.filterValue() != null) {
      if ("role".equals(request.filterField())) {
        role = request.filterValue().asText();
        without = isWithout(operator(request.filterOperator(), Operator.EQ));
      } else {
        conditions.add(filterCondition());
      }
    }
    if (role == null) {
      return new Filter(conditions, group(), Optional.empty(), List.of());
    }
    // Users with the role `user` are those who have none of the project's roles.
    boolean any = role.equals(UserView.DEFAULT_ROLE);
    List<String> roles = any ? roleIds(null) : roleIds(role);
    return any == without
        ? new Filter(conditions, group(), Optional.of(roles), List.of())
        : new Filter(conditions, group(), Optional.empty(), roles);
  }

  private Condition filterCondition() {
    Column column = column(request.filterField());
    Operator operator = operator(request.filterOperator(), Operator.EQ);
    Comparable<?> value =
        switch (column) {
          case EMAIL, NAME -> request.filterValue().asText();
          case EMAIL_VERIFIED, BANNED -> truth(request.filterValue());
          case CREATED_AT, UPDATED_AT -> time(request.filterValue());
        };
    boolean textual =
        operator == Operator.CONTAINS
            || operator == Operator.STARTS_WITH
            || operator == Operator.ENDS_WITH;
    if (textual && !(value instanceof String)) {
      throw Problem.invalid(
          "filterOperator",
          "works on text, which " + request.filterField() + " is not",
          "operator");
    }
    return new Condition(column, operator, value);
  }

  private static Long truth(JsonNode value) {
    String text = value.asText();
    if (!"true".equals(text) && !"false".equals(text)) {
      throw Problem.invalid("filterValue", "must be true or false", "type");
    }
    return "true".equals(text) ? 1L : 0L;
  }

  /** Milliseconds since epoch, or the text that {@link Timestamps} writes. */
  private static Long time(JsonNode value) {
    try {
      return value.isNumber()
          ? Long.valueOf(value.asLong())
          : Long.valueOf(OffsetDateTime.parse(value.asText()).toInstant().toEpochMilli());
    } catch (DateTimeParseException e) {
      throw Problem.invalid(
          "filterValue", "must be milliseconds since epoch or a time of ISO 8601", "format");
    }
  }

  private Optional<String> group() {
    Optional<OrganizationModel> organization =
        request.organizationId() == null
            ? reach.organization()
            : Optional.of(reach.organization(request.organizationId()));
    return organization.map(
        found ->
            call.session()
                .getProvider(OrganizationProvider.class)
                .getOrganizationGroup(found)
                .getId());
  }

  private static boolean isWithout(Operator operator) {
    if (operator != Operator.EQ && operator != Operator.NE) {
      throw Problem.invalid("filterOperator", "must be eq or ne for role", "operator");
    }
    return operator == Operator.NE;
  }

  /**
   * Ids of the project's roles.
   *
   * @param slug null for all
   */
  private List<String> roleIds(String slug) {
    return UserRoles.all(call.realm()).stream()
        .filter(role -> slug == null || role.getName().equals(slug))
        .map(RoleModel::getId)
        .toList();
  }

  private static Column column(String field) {
    return switch (Optional.ofNullable(field).orElse("createdAt")) {
      case "updatedAt" -> Column.UPDATED_AT;
      case "email" -> Column.EMAIL;
      case "name" -> Column.NAME;
      case "emailVerified" -> Column.EMAIL_VERIFIED;
      case "banned" -> Column.BANNED;
      default -> Column.CREATED_AT;
    };
  }

  private static Operator operator(String name, Operator standard) {
    return name == null ? standard : Operator.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
