package dev.banata.keycloak.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.banata.keycloak.api.BoundedJson;
import java.util.Map;
import org.keycloak.models.UserModel;
import org.keycloak.util.JsonSerialization;

/** Where Keycloak's user attributes hold what a user of the contract has besides. */
final class UserAttributes {

  static final String IMAGE = "picture";
  static final String PHONE_NUMBER = "phoneNumber";
  static final String PHONE_NUMBER_VERIFIED = "phoneNumberVerified";

  static final String METADATA = "banata.metadata";

  private UserAttributes() {}

  static Map<String, Object> metadata(UserModel user) {
    String json = user.getFirstAttribute(METADATA);
    try {
      return json == null ? null : BoundedJson.mapper().readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      // Somebody edited the attribute in the console: it is no object any more, or one too deep.
      return null;
    }
  }

  static void setMetadata(UserModel user, Map<String, Object> metadata) {
    set(user, METADATA, metadata == null ? null : JsonSerialization.valueAsString(metadata));
  }

  /** Sets the attribute, or removes it for null. */
  static void set(UserModel user, String name, String value) {
    if (value == null) {
      user.removeAttribute(name);
    } else {
      user.setSingleAttribute(name, value);
    }
  }
}
