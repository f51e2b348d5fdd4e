package dev.banata.keycloak.branding;

import java.util.List;
import java.util.Map;

/**
 * What templates know as {@code auth}: somebody who has said who they are, and can prove it twice.
 */
public final class SampleAuth {

  SampleAuth() {}

  public boolean showUsername() {
    return true;
  }

  public boolean showResetCredentials() {
    return false;
  }

  public boolean showTryAnotherWayLink() {
    return false;
  }

  public String getAttemptedUsername() {
    return Sample.EMAIL;
  }

  /** The ways to sign in that one can choose from. */
  public List<Map<String, Object>> getAuthenticationSelections() {
    return List.of(
        selection("password", "kcAuthenticatorPasswordClass"),
        selection("otp", "kcAuthenticatorOTPClass"),
        selection("recovery-authn-codes", "kcAuthenticatorRecoveryAuthnCodesClass"));
  }

  /** The texts of a way are messages of Keycloak that begin with its name. */
  private static Map<String, Object> selection(String way, String icon) {
    return Map.of(
        "authExecId",
        "",
        "iconCssClass",
        icon,
        "displayName",
        way + "-display-name",
        "helpText",
        way + "-help-text");
  }
}
