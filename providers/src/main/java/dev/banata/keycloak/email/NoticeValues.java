package dev.banata.keycloak.email;

import dev.banata.keycloak.compat.EmailPipeline.Notice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.OrganizationModel;

/** The values of a mail of Keycloak's, by the names that our templates have for them. */
final class NoticeValues {

  private static final Pattern TOKEN = Pattern.compile("[?&](?:key|token)=([^&#]+)");

  private final Notice notice;
  private final Looks looks;

  NoticeValues(Notice notice, Looks looks) {
    this.notice = notice;
    this.looks = looks;
  }

  Map<String, String> of(TemplateType type) {
    Map<String, String> values = new HashMap<>();
    String email =
        notice
            .attribute("newEmail")
            .orElse(Optional.ofNullable(notice.user().getEmail()).orElse(""));
    values.put("email", email);
    values.put("userName", UserNames.of(notice.user()).orElse(email));
    notice
        .attribute("link")
        .ifPresent(
            link -> {
              values.put(type.target(), link);
              Matcher token = TOKEN.matcher(link);
              values.put("token", token.find() ? token.group(1) : "");
            });
    notice.expiresIn().ifPresent(time -> values.put("expiresIn", time));
    if (notice.attributes().get("organization") instanceof OrganizationModel organization) {
      values.put("organizationName", organization.getName());
      values.put(
          "inviterName",
          notice.attribute("inviterName").filter(UserNames::isName).orElse(looks.appName()));
      values.put("invitationId", notice.attribute("invitationId").orElse(""));
    }
    return values;
  }
}
