package dev.banata.keycloak.api;

import dev.banata.keycloak.api.Sample.Target;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Templates of mails for requests to name. */
final class EmailThings {

  private static final Map<Target, String> TEMPLATES = new ConcurrentHashMap<>();

  private EmailThings() {}

  static Map<String, Object> template(String slug) {
    return Map.of("name", "New", "slug", slug, "subject", "New", "blocksJson", "[]");
  }

  /** The id of a template of its own; always the same of a target. */
  static String templateOf(Target target) {
    return TEMPLATES.computeIfAbsent(
        target,
        each ->
            each.project()
                .http()
                .post(
                    "/api/auth/banata/emails/templates/create", template(TestProjects.unique("e")))
                .expect(200)
                .json()
                .at("/template/id")
                .asText());
  }

  /** The id of the project's built-in template of that name. */
  static String welcomeOf(Target target) {
    return target
        .project()
        .http()
        .post("/api/auth/banata/emails/templates/get", Map.of("idOrSlug", "welcome"))
        .expect(200)
        .json()
        .at("/template/id")
        .asText();
  }
}
