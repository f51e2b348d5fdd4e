package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.apikey.ApiKeysResource;
import dev.banata.keycloak.audience.TokensResource;
import dev.banata.keycloak.branding.BrandingResource;
import dev.banata.keycloak.client.AuthClientsResource;
import dev.banata.keycloak.client.PublicConfigResource;
import dev.banata.keycloak.client.RedirectsResource;
import dev.banata.keycloak.email.EmailTogglesResource;
import dev.banata.keycloak.email.EmailsResource;
import dev.banata.keycloak.email.TestEmailResource;
import dev.banata.keycloak.mail.EmailLogResource;
import dev.banata.keycloak.mail.EmailProvidersResource;
import dev.banata.keycloak.mail.EmailSuppressionsResource;
import dev.banata.keycloak.organization.OrganizationsResource;
import dev.banata.keycloak.project.ProjectSettingsResource;
import dev.banata.keycloak.project.ProjectsResource;
import dev.banata.keycloak.rbac.ChecksResource;
import dev.banata.keycloak.rbac.PermissionsResource;
import dev.banata.keycloak.rbac.ResourceTypesResource;
import dev.banata.keycloak.rbac.RolesResource;
import dev.banata.keycloak.user.UsersResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The API below one entry point: what an entry point serves is in here and nowhere else. */
public final class Routes {

  private final Exchange exchange;

  Routes(Exchange exchange) {
    this.exchange = exchange;
  }

  @Path("projects")
  public ProjectsResource projects() {
    return new ProjectsResource(exchange);
  }

  @Path("config/project")
  public ProjectSettingsResource projectSettings() {
    return new ProjectSettingsResource(exchange);
  }

  @Path("api-key")
  public ApiKeysResource apiKeys() {
    return new ApiKeysResource(exchange);
  }

  @Path("clients")
  public AuthClientsResource clients() {
    return new AuthClientsResource(exchange);
  }

  @Path("config/redirects")
  public RedirectsResource redirects() {
    return new RedirectsResource(exchange);
  }

  @Path("config/public")
  public PublicConfigResource publicConfig() {
    return new PublicConfigResource(exchange);
  }

  @Path("config/branding")
  public BrandingResource branding() {
    return new BrandingResource(exchange);
  }

  @Path("config/roles")
  public RolesResource roles() {
    return new RolesResource(exchange);
  }

  @Path("config/permissions")
  public PermissionsResource permissions() {
    return new PermissionsResource(exchange);
  }

  @Path("config/resource-types")
  public ResourceTypesResource resourceTypes() {
    return new ResourceTypesResource(exchange);
  }

  @Path("rbac")
  public ChecksResource checks() {
    return new ChecksResource(exchange);
  }

  @Path("admin")
  public UsersResource users() {
    return new UsersResource(exchange);
  }

  @Path("organization")
  public OrganizationsResource organizations() {
    return new OrganizationsResource(exchange);
  }

  @Path("config/email-providers")
  public EmailProvidersResource emailProviders() {
    return new EmailProvidersResource(exchange);
  }

  @Path("emails/log")
  public EmailLogResource emailLog() {
    return new EmailLogResource(exchange);
  }

  @Path("emails/suppressions")
  public EmailSuppressionsResource emailSuppressions() {
    return new EmailSuppressionsResource(exchange);
  }

  @Path("tokens")
  public TokensResource tokens() {
    return new TokensResource(exchange);
  }

  @Path("emails")
  public EmailsResource emails() {
    return new EmailsResource(exchange);
  }

  @Path("test-email")
  public TestEmailResource testEmail() {
    return new TestEmailResource(exchange);
  }

  @Path("config/emails")
  public EmailTogglesResource emailToggles() {
    return new EmailTogglesResource(exchange);
  }

  @GET
  @Path("openapi.json")
  @Produces(MediaType.APPLICATION_JSON)
  public String openApi() {
    exchange.requireNoQuery();
    return OpenApiDocument.json();
  }

  /** The published client says {@code api/auth/banata/…} below any base URL. */
  @Path("api/auth")
  public AuthRoutes auth() {
    return new AuthRoutes(this);
  }

  /** {@code api/auth/…}: our own calls below {@code banata}, keys and users beside it. */
  public static final class AuthRoutes {

    private final Routes routes;

    AuthRoutes(Routes routes) {
      this.routes = routes;
    }

    @Path("banata")
    public Routes banata() {
      return routes;
    }

    @Path("api-key")
    public ApiKeysResource apiKeys() {
      return routes.apiKeys();
    }

    @Path("admin")
    public UsersResource users() {
      return routes.users();
    }

    @Path("organization")
    public OrganizationsResource organizations() {
      return routes.organizations();
    }
  }
}
