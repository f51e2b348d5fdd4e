package dev.banata.keycloak.email;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/**
 * The six templates of a project as we ship them. They are in no table: a row appears when one is
 * changed, under the id that it had before.
 */
final class BuiltInTemplates {

  private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int ID_CHARACTERS = 26;

  private final RealmModel realm;
  private final long createdAt;

  BuiltInTemplates(RealmModel realm, long createdAt) {
    this.realm = realm;
    this.createdAt = createdAt;
  }

  List<EmailTemplate> all() {
    return Arrays.stream(TemplateType.values()).map(this::of).toList();
  }

  Optional<EmailTemplate> byId(String id) {
    return Arrays.stream(TemplateType.values())
        .filter(type -> id(realm, type).equals(id))
        .findFirst()
        .map(this::of);
  }

  EmailTemplate of(TemplateType type) {
    return of(type, Wording.english());
  }

  /** One in a language. */
  EmailTemplate of(TemplateType type, Wording wording) {
    return new EmailTemplate(
        id(realm, type),
        type.words(wording, "name"),
        type.text(),
        type.words(wording, "subject"),
        type.words(wording, "preview"),
        "auth",
        type.words(wording, "description"),
        type.blocksJson(wording),
        TemplateVariables.json(type.variables(wording)),
        Optional.of(type),
        null,
        createdAt,
        createdAt,
        false);
  }

  /** The same on every call and every node, and of no other project. */
  static String id(RealmModel realm, TemplateType type) {
    byte[] hash = sha256(realm.getId() + ":" + type.text());
    StringBuilder id = new StringBuilder("etpl_");
    for (int i = 0; i < ID_CHARACTERS; i++) {
      id.append(CROCKFORD[hash[i] & 31]);
    }
    return id.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
