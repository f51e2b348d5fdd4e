package dev.banata.keycloak.email;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The six templates that every project has: for mails that Keycloak and we send by ourselves. Each
 * leads somewhere by a button, or shows a code.
 */
enum TemplateType {
  VERIFICATION("verificationUrl", EmailType.VERIFICATION),
  PASSWORD_RESET("resetUrl", EmailType.PASSWORD_RESET),
  MAGIC_LINK("magicLinkUrl", EmailType.MAGIC_LINK),
  EMAIL_OTP("otp", EmailType.EMAIL_OTP),
  INVITATION("acceptUrl", EmailType.ORG_INVITATION),
  WELCOME("dashboardUrl", EmailType.WELCOME);

  private static final String MUTED = "#78716c";

  private final String target;
  private final EmailType emailType;

  TemplateType(String target, EmailType emailType) {
    this.target = target;
    this.emailType = emailType;
  }

  static Optional<TemplateType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
  }

  /** Its slug, and its name on the wire. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What switches mails of this type on and off. */
  EmailType emailType() {
    return emailType;
  }

  /** The variable with the address of the button, or with the code. */
  String target() {
    return target;
  }

  String words(Wording wording, String part) {
    return wording.text(text() + "." + part);
  }

  /** The default blocks in a language. */
  String blocksJson(Wording wording) {
    List<Map<String, Object>> blocks = new ArrayList<>();
    add(blocks, "heading", Map.of("as", "h1", "text", words(wording, "heading")));
    add(blocks, "text", Map.of("text", words(wording, "text")));
    if (this == EMAIL_OTP) {
      add(blocks, "code", Map.of("text", "{{otp}}"));
    } else {
      add(
          blocks,
          "button",
          Map.of(
              "text",
              words(wording, "button"),
              "href",
              "{{" + target + "}}",
              "variant",
              "primary",
              "style",
              Map.of("margin", this == WELCOME ? "8px 0 0" : "8px 0 24px")));
    }
    wording
        .find(text() + ".expiry")
        .ifPresent(expiry -> add(blocks, "text", Map.of("text", expiry, "style", small())));
    wording
        .find(text() + ".ignore")
        .ifPresent(
            ignore -> {
              add(blocks, "divider", Map.of());
              add(blocks, "text", Map.of("text", ignore, "style", small()));
            });
    return TemplateVariables.Json.text(blocks);
  }

  private static Map<String, Object> small() {
    return new LinkedHashMap<>(Map.of("fontSize", 13, "color", MUTED));
  }

  private void add(List<Map<String, Object>> blocks, String type, Map<String, Object> fields) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("id", text() + "-" + (blocks.size() + 1));
    block.put("type", type);
    for (String field : List.of("as", "text", "href", "variant", "style")) {
      if (fields.containsKey(field)) {
        block.put(field, fields.get(field));
      }
    }
    blocks.add(block);
  }

  /** The variables of its mails, with what they are when nobody says. */
  List<TemplateVariable> variables(Wording wording) {
    List<TemplateVariable> variables = new ArrayList<>();
    switch (this) {
      case VERIFICATION, PASSWORD_RESET -> {
        variables.add(TemplateVariable.of("userName", "Name of the user, or the address"));
        variables.add(TemplateVariable.of(target, "Where the button leads"));
        variables.add(TemplateVariable.of("token", "The token in the link").orElse(""));
      }
      case MAGIC_LINK -> {
        variables.add(TemplateVariable.of(target, "Where the button leads"));
        variables.add(TemplateVariable.of("token", "The token in the link").orElse(""));
      }
      case EMAIL_OTP -> variables.add(TemplateVariable.of("otp", "The code"));
      case INVITATION -> {
        variables.add(TemplateVariable.of("inviterName", "Who invites, or the app"));
        variables.add(TemplateVariable.of("organizationName", "To which organization"));
        variables.add(TemplateVariable.of("acceptUrl", "Where the button leads").orElse(""));
        variables.add(TemplateVariable.of("invitationId", "Id of the invitation").orElse(""));
      }
      case WELCOME -> {
        variables.add(TemplateVariable.of("userName", "Name of the user, or the address"));
        variables.add(
            TemplateVariable.of("dashboardUrl", "Where the button leads; without it, no button")
                .orElse(""));
      }
    }
    variables.add(TemplateVariable.of("appName", "Name of the app"));
    variables.add(TemplateVariable.of("clientName", "Name of the client, or of the app"));
    variables.add(TemplateVariable.of("email", "Address of the recipient"));
    wording
        .find(text() + ".duration")
        .ifPresent(
            duration ->
                variables.add(
                    TemplateVariable.of("expiresIn", "How long it can be used").orElse(duration)));
    return variables;
  }

  /** Values to look at a template with. */
  static Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    samples.put("userName", "Jane Doe");
    samples.put("email", "jane@example.com");
    samples.put("verificationUrl", "https://app.example.com/verify?token=sample");
    samples.put("resetUrl", "https://app.example.com/reset-password?token=sample");
    samples.put("magicLinkUrl", "https://app.example.com/magic-link?token=sample");
    samples.put("otp", "847291");
    samples.put("organizationName", "Acme Corp");
    samples.put("inviterName", "John Smith");
    samples.put("acceptUrl", "https://app.example.com/invitations/sample");
    samples.put("dashboardUrl", "https://app.example.com/dashboard");
    samples.put("invitationId", "sample");
    samples.put("token", "sample");
    return samples;
  }
}
