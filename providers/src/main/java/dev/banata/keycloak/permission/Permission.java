package dev.banata.keycloak.permission;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The built-in permissions of a project. Each has a slug {@code resource.action}, a label, and the
 * role of Keycloak's realm administration that an admin needs for it ({@code realm-management} in
 * the project's realm, {@code <realm>-realm} in the admin realm).
 *
 * @see <a
 *     href="https://www.keycloak.org/docs/latest/server_admin/#_per_realm_admin_permissions">Admin
 *     roles of a realm</a>
 */
public enum Permission {
  ORGANIZATION_READ("organization.read", "Read organization", Role.VIEW_ORGANIZATIONS),
  ORGANIZATION_UPDATE("organization.update", "Update organization", Role.MANAGE_ORGANIZATIONS),
  ORGANIZATION_DELETE("organization.delete", "Delete organization", Role.MANAGE_ORGANIZATIONS),
  MEMBER_INVITE("member.invite", "Invite members", Role.MANAGE_ORGANIZATIONS),
  MEMBER_READ("member.read", "Read members", Role.VIEW_ORGANIZATIONS),
  MEMBER_UPDATE_ROLE("member.update_role", "Update member roles", Role.MANAGE_ORGANIZATIONS),
  MEMBER_REMOVE("member.remove", "Remove members", Role.MANAGE_ORGANIZATIONS),
  ROLE_CREATE("role.create", "Create roles", Role.MANAGE_REALM),
  ROLE_READ("role.read", "Read roles", Role.VIEW_REALM),
  ROLE_UPDATE("role.update", "Update roles", Role.MANAGE_REALM),
  ROLE_DELETE("role.delete", "Delete roles", Role.MANAGE_REALM),
  PERMISSION_CREATE("permission.create", "Create permissions", Role.MANAGE_REALM),
  PERMISSION_READ("permission.read", "Read permissions", Role.VIEW_REALM),
  PERMISSION_UPDATE("permission.update", "Update permissions", Role.MANAGE_REALM),
  PERMISSION_DELETE("permission.delete", "Delete permissions", Role.MANAGE_REALM),
  API_KEY_CREATE("api_key.create", "Create API keys", Role.MANAGE_REALM),
  API_KEY_READ("api_key.read", "Read API keys", Role.VIEW_REALM),
  API_KEY_DELETE("api_key.delete", "Delete API keys", Role.MANAGE_REALM),
  SSO_READ("sso.read", "Read SSO connections", Role.VIEW_IDENTITY_PROVIDERS),
  SSO_MANAGE("sso.manage", "Manage SSO connections", Role.MANAGE_IDENTITY_PROVIDERS),
  DIRECTORY_READ("directory.read", "Read directories", Role.VIEW_REALM),
  DIRECTORY_MANAGE("directory.manage", "Manage directories", Role.MANAGE_REALM),
  SANDBOX_CREATE("sandbox.create", "Create sandbox", Role.MANAGE_REALM),
  SANDBOX_READ("sandbox.read", "Read sandbox", Role.VIEW_REALM),
  SANDBOX_DELETE("sandbox.delete", "Delete sandbox", Role.MANAGE_REALM),
  BROWSER_LAUNCH("browser.launch", "Launch browser", Role.MANAGE_REALM),
  BROWSER_CONNECT("browser.connect", "Connect browser", Role.MANAGE_REALM),
  BILLING_READ("billing.read", "Read billing", Role.VIEW_REALM),
  BILLING_MANAGE("billing.manage", "Manage billing", Role.MANAGE_REALM),
  VAULT_READ("vault.read", "Read vault", Role.MANAGE_REALM),
  VAULT_WRITE("vault.write", "Write vault", Role.MANAGE_REALM),
  VAULT_MANAGE("vault.manage", "Manage vault", Role.MANAGE_REALM),
  DASHBOARD_READ("dashboard.read", "Read dashboard", Role.VIEW_REALM),
  DASHBOARD_MANAGE("dashboard.manage", "Manage dashboard", Role.MANAGE_REALM),
  WEBHOOK_MANAGE("webhook.manage", "Manage webhooks", Role.MANAGE_EVENTS),
  EMAIL_MANAGE("email.manage", "Manage e-mail", Role.MANAGE_REALM),
  AUDIT_READ("audit.read", "Read audit log", Role.VIEW_EVENTS),
  PORTAL_CREATE("portal.create", "Create portal links", Role.MANAGE_ORGANIZATIONS),
  USER_READ("user.read", "Read users", Role.VIEW_USERS),
  USER_MANAGE("user.manage", "Manage users", Role.MANAGE_USERS),
  USER_IMPERSONATE("user.impersonate", "Impersonate users", Role.IMPERSONATION),
  SESSION_REVOKE("session.revoke", "Revoke sessions", Role.MANAGE_USERS),
  TOKEN_CHECK("token.check", "Check access tokens", Role.VIEW_REALM),
  CLIENT_READ("client.read", "Read auth clients", Role.VIEW_CLIENTS),
  CLIENT_MANAGE("client.manage", "Manage auth clients", Role.MANAGE_CLIENTS),
  PROJECT_DELETE("project.delete", "Delete project", Role.MANAGE_REALM);

  private static final Map<String, Permission> BY_SLUG =
      Arrays.stream(values()).collect(Collectors.toMap(Permission::slug, Function.identity()));

  private static final Set<String> ORGANIZATION_RESOURCES =
      Set.of("organization", "member", "user", "session", "api_key", "sso", "directory");

  private final String slug;
  private final String label;
  private final String adminRole;

  Permission(String slug, String label, String adminRole) {
    this.slug = slug;
    this.label = label;
    this.adminRole = adminRole;
  }

  public static Optional<Permission> bySlug(String slug) {
    return Optional.ofNullable(BY_SLUG.get(slug));
  }

  /** All built-in permissions by their slug. */
  public static Map<String, Permission> catalogue() {
    return Collections.unmodifiableMap(BY_SLUG);
  }

  /**
   * True if the permission can be limited to what belongs to one organization. Acting for a user
   * cannot: they can be members of others.
   */
  public boolean isOfOrganization() {
    return this != USER_IMPERSONATE
        && ORGANIZATION_RESOURCES.contains(slug.substring(0, slug.indexOf('.')));
  }

  public String slug() {
    return slug;
  }

  public String label() {
    return label;
  }

  public String adminRole() {
    return adminRole;
  }

  /** Role names of {@code org.keycloak.models.AdminRoles}, which differs between patch releases. */
  private static final class Role {
    static final String VIEW_REALM = "view-realm";
    static final String MANAGE_REALM = "manage-realm";
    static final String VIEW_USERS = "view-users";
    static final String MANAGE_USERS = "manage-users";
    static final String IMPERSONATION = "impersonation";
    static final String VIEW_CLIENTS = "view-clients";
    static final String MANAGE_CLIENTS = "manage-clients";
    static final String VIEW_EVENTS = "view-events";
    static final String MANAGE_EVENTS = "manage-events";
    static final String VIEW_IDENTITY_PROVIDERS = "view-identity-providers";
    static final String MANAGE_IDENTITY_PROVIDERS = "manage-identity-providers";
    static final String VIEW_ORGANIZATIONS = "view-organizations";
    static final String MANAGE_ORGANIZATIONS = "manage-organizations";
  }
}
