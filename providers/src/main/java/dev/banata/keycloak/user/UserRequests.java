package dev.banata.keycloak.user;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What callers send about users; each record is named as its schema in the OpenAPI document. */
final class UserRequests {

  private UserRequests() {}

  record UserIdRequest(String userId, String id) {
    /** The published client sends {@code userId}, the GET form {@code id}. */
    String value() {
      return userId == null ? id : userId;
    }
  }

  /** Texts and numbers alike, because the GET form has texts only; the schema checks them. */
  record ListUsersRequest(
      String email,
      String organizationId,
      String role,
      Integer limit,
      Integer offset,
      String before,
      String after,
      String order,
      String sortBy,
      String sortDirection,
      String searchValue,
      String searchField,
      String searchOperator,
      String filterField,
      JsonNode filterValue,
      String filterOperator) {}

  record CreateUserRequest(
      String email,
      String password,
      String name,
      String image,
      String username,
      String phoneNumber,
      Boolean emailVerified,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> role,
      Map<String, Object> metadata,
      UserData data) {}

  record UpdateUserRequest(
      String userId,
      String name,
      String image,
      String username,
      String phoneNumber,
      Boolean emailVerified,
      String password,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> role,
      Map<String, Object> metadata,
      UserData data) {}

  /** The free-form {@code data}: these fields count, under the explicit ones; all others do not. */
  record UserData(
      String email,
      String image,
      String username,
      String phoneNumber,
      Boolean emailVerified,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> role,
      Map<String, Object> metadata) {

    static final UserData NONE = new UserData(null, null, null, null, null, null, null);
  }

  /** Milliseconds since epoch, or seconds from now. */
  record BanUserRequest(String userId, String banReason, Long banExpires, Long banExpiresIn) {}

  record SetRoleRequest(
      String userId,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> role) {}

  /** The text of a record would show the password. */
  record SetUserPasswordRequest(String userId, String newPassword) {
    @Override
    public String toString() {
      return "SetUserPasswordRequest[" + userId + "]";
    }
  }

  record RevokeUserSessionRequest(String sessionId, String sessionToken) {
    @Override
    public String toString() {
      return "RevokeUserSessionRequest[" + sessionId + "]";
    }
  }

  /** Each of the last two is a text, a list of texts, or {@code {resource: [actions]}}. */
  record HasPermissionRequest(
      String userId,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> role,
      JsonNode permission,
      JsonNode permissions) {}

  record StopImpersonatingRequest() {}
}
