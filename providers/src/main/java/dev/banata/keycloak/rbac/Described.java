package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Timestamps;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/** What roles and permissions have besides their slug, as Keycloak's roles keep it. */
final class Described {

  private static final String REST_ATTRIBUTE = "banata.description";

  /** Keycloak has room for this many characters in a role's description and in an attribute. */
  private static final int COLUMN = 255;

  private Described() {}

  static String name(RoleModel role) {
    return Optional.ofNullable(role.getFirstAttribute(Catalogue.NAME_ATTRIBUTE))
        .orElse(role.getName());
  }

  static String description(RoleModel role) {
    return Optional.ofNullable(role.getDescription()).orElse("")
        + Optional.ofNullable(role.getFirstAttribute(REST_ATTRIBUTE)).orElse("");
  }

  /** The console shows what fits into the role's own description; an attribute has the rest. */
  static void describe(RoleModel role, String text) {
    int split = text.length() <= COLUMN ? text.length() : cut(text);
    role.setDescription(text.substring(0, split));
    if (split == text.length()) {
      role.removeAttribute(REST_ATTRIBUTE);
    } else {
      role.setSingleAttribute(REST_ATTRIBUTE, text.substring(split));
    }
  }

  private static int cut(String text) {
    return Character.isHighSurrogate(text.charAt(COLUMN - 1)) ? COLUMN - 1 : COLUMN;
  }

  /** ISO-8601; what was there from the beginning is as old as the catalogue. */
  static String createdAt(ClientModel catalogue, RoleModel role) {
    return Timestamps.iso(createdMillis(catalogue, role));
  }

  static long createdMillis(ClientModel catalogue, RoleModel role) {
    return Optional.ofNullable(role.getFirstAttribute(Catalogue.CREATED_ATTRIBUTE))
        .or(() -> Optional.ofNullable(catalogue.getAttribute(Catalogue.CREATED_ATTRIBUTE)))
        .map(Long::parseLong)
        .orElse(0L);
  }

  static void created(RoleModel role) {
    role.setSingleAttribute(Catalogue.CREATED_ATTRIBUTE, Long.toString(System.currentTimeMillis()));
  }
}
