package dev.banata.keycloak.strength;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The way of a project's mail, and templates of mails with tokens. */
final class StrongMail {
  private static final List<String> TEMPLATES =
      List.of("verification", "password-reset", "magic-link", "email-otp", "invitation", "welcome");

  private final StrongMaker make;

  StrongMail(StrongMaker make) {
    this.make = make;
  }

  Strong mailRoute() {
    return Strong.of(
        Map.of(),
        () ->
            Stream.concat(make.reads("").stream(), Stream.of(make.api("email-providers/get")))
                .toList());
  }

  Map<String, Supplier<Strong>> templates(String operation) {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    for (String slug : TEMPLATES) {
      things.put("template " + slug, () -> template(operation, slug));
    }
    return things;
  }

  private JsonNode templates(String operation, Map<String, Object> request) {
    return make.project()
        .http()
        .post("/api/auth/banata/emails/templates/" + operation, request)
        .expect(200)
        .json();
  }

  private Strong template(String operation, String slug) {
    Supplier<List<JsonNode>> state =
        () ->
            List.of(
                make.project()
                    .http()
                    .post("/api/auth/banata/emails/templates/list", Map.of("limit", 100))
                    .expect(200)
                    .json());
    return switch (operation) {
      case "createEmailTemplate" -> Strong.of(variant(slug, "de"), state);
      // The built-in one itself cannot be deleted by anybody.
      case "deleteEmailTemplate" ->
          Strong.of(
              Map.of("id", templates("create", variant(slug, "fr")).at("/template/id").asText()),
              state);
      default ->
          Strong.of(
              Map.of("id", templates("get", Map.of("idOrSlug", slug)).at("/template/id").asText()),
              state);
    };
  }

  private static Map<String, Object> variant(String slug, String locale) {
    return Map.of(
        "name",
        "Strong",
        "slug",
        slug,
        "builtInType",
        slug,
        "locale",
        locale,
        "subject",
        "Strong",
        "blocksJson",
        "[]");
  }
}
