package dev.banata.keycloak.branding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The pages that can be previewed, each a template of the theme with sample data. */
enum PreviewPage {
  SIGN_IN("login.ftl", Map.of()),
  USERNAME("login-username.ftl", Map.of()),
  PASSWORD("login-password.ftl", Sample.OF_SOMEBODY),
  REGISTER("register.ftl", Map.of("passwordRequired", true)),
  OTP("login-otp.ftl", Sample.with("otpLogin", Sample.ONE_TIME_CODES)),
  OTP_SETUP("login-config-totp.ftl", Map.of("totp", Sample.authenticatorApp())),
  WEBAUTHN("webauthn-authenticate.ftl", Sample.with(Sample.PASSKEYS)),
  WEBAUTHN_REGISTER("webauthn-register.ftl", Sample.NEW_PASSKEY),
  RECOVERY_CODE(
      "login-recovery-authn-code-input.ftl",
      Sample.with("recoveryAuthnCodesInputBean", Map.of("codeNumber", 3))),
  RECOVERY_CODES_SETUP(
      "login-recovery-authn-code-config.ftl",
      Map.of("recoveryAuthnCodesConfigBean", Sample.recoveryCodes())),
  RESET_PASSWORD("login-reset-password.ftl", Map.of()),
  UPDATE_PASSWORD("login-update-password.ftl", Map.of()),
  UPDATE_PROFILE("login-update-profile.ftl", Map.of()),
  VERIFY_EMAIL("login-verify-email.ftl", Map.of()),
  SELECT_AUTHENTICATOR("select-authenticator.ftl", Sample.OF_SOMEBODY),
  SELECT_ORGANIZATION("select-organization.ftl", Map.of()),
  DEVICE("login-oauth2-device-verify-user-code.ftl", Map.of()),
  CONSENT("login-oauth-grant.ftl", Map.of("oauth", Sample.CONSENT)),
  TERMS("terms.ftl", Map.of()),
  EXPIRED("login-page-expired.ftl", Map.of()),
  ERROR("error.ftl", Map.of()),
  INFO("info.ftl", Map.of("pageRedirectUri", "#")),
  LOGOUT("logout-confirm.ftl", Map.of("logoutConfirm", Map.of("code", "", "skipLink", false)));

  private final String template;

  @SuppressWarnings("ImmutableEnumChecker") // Made of immutable maps.
  private final Map<String, Object> sample;

  PreviewPage(String template, Map<String, Object> sample) {
    this.template = template;
    this.sample = sample;
  }

  static PreviewPage of(String text) {
    return Arrays.stream(values())
        .filter(page -> page.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String template() {
    return template;
  }

  /** What the template asks for besides what all pages have. */
  Map<String, Object> sample() {
    return sample;
  }
}
