package dev.banata.keycloak.entry;

import dev.banata.keycloak.apikey.ApiKeyClientGuard;
import dev.banata.keycloak.audience.AudienceRequestGuard;
import dev.banata.keycloak.client.ClientRightsGuard;
import dev.banata.keycloak.client.ClientRulesGuard;
import dev.banata.keycloak.compat.GuardedRequests;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.representations.idm.ClientPolicyConditionRepresentation;
import org.keycloak.representations.idm.ClientPolicyExecutorRepresentation;
import org.keycloak.representations.idm.ClientPolicyRepresentation;
import org.keycloak.representations.idm.ClientProfileRepresentation;
import org.keycloak.securityprofile.SecurityProfileProvider;
import org.keycloak.securityprofile.SecurityProfileProviderFactory;
import org.keycloak.util.JsonSerialization;

/**
 * The global client policy {@code banata}: rules that hold for every client of every realm, without
 * being installed in any. Adds to the security profile that the operator chose, and takes its place
 * in the order of providers, so no option is needed.
 */
public final class GlobalClientPolicyFactory implements SecurityProfileProviderFactory {

  private static final String NAME = "banata";
  private static final String OPERATORS_PROFILE = "default";
  private static final int BEFORE_DEFAULT = 100;
  private static final List<String> EXECUTORS =
      List.of(
          ApiKeyClientGuard.PROVIDER_ID,
          AudienceRequestGuard.PROVIDER_ID,
          ClientRightsGuard.PROVIDER_ID,
          ClientRulesGuard.PROVIDER_ID);

  /** The same for all requests: the operator's comes from a file that is read once. */
  private volatile Profile profile;

  @Override
  public SecurityProfileProvider create(KeycloakSession session) {
    Profile made = profile;
    if (made == null) {
      SecurityProfileProvider chosen =
          session.getProvider(SecurityProfileProvider.class, OPERATORS_PROFILE);
      made =
          new Profile(
              chosen.getName(),
              with(chosen.getDefaultClientProfiles(), profile()),
              with(chosen.getDefaultClientPolicies(), policy()));
      profile = made;
    }
    return made;
  }

  private static <T> List<T> with(List<T> chosen, T ours) {
    List<T> all = chosen == null ? new ArrayList<>() : new ArrayList<>(chosen);
    all.add(ours);
    return List.copyOf(all);
  }

  private static ClientProfileRepresentation profile() {
    ClientProfileRepresentation profile = new ClientProfileRepresentation();
    profile.setName(NAME);
    profile.setDescription("Rules of Banata for Keycloak that hold for every client.");
    profile.setExecutors(EXECUTORS.stream().map(GlobalClientPolicyFactory::executor).toList());
    return profile;
  }

  private static ClientPolicyExecutorRepresentation executor(String id) {
    ClientPolicyExecutorRepresentation executor = new ClientPolicyExecutorRepresentation();
    executor.setExecutorProviderId(id);
    executor.setConfiguration(JsonSerialization.mapper.createObjectNode());
    return executor;
  }

  private static ClientPolicyRepresentation policy() {
    ClientPolicyConditionRepresentation guarded = new ClientPolicyConditionRepresentation();
    guarded.setConditionProviderId(GuardedRequests.PROVIDER_ID);
    guarded.setConfiguration(JsonSerialization.mapper.createObjectNode());
    ClientPolicyRepresentation policy = new ClientPolicyRepresentation();
    policy.setName(NAME);
    policy.setDescription("Applies the profile banata to every client.");
    policy.setEnabled(true);
    policy.setConditions(List.of(guarded));
    policy.setProfiles(List.of(NAME));
    return policy;
  }

  @Override
  public String getId() {
    return NAME;
  }

  @Override
  public int order() {
    return BEFORE_DEFAULT;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  private record Profile(
      String name,
      List<ClientProfileRepresentation> profiles,
      List<ClientPolicyRepresentation> policies)
      implements SecurityProfileProvider {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public List<ClientProfileRepresentation> getDefaultClientProfiles() {
      return profiles;
    }

    @Override
    public List<ClientPolicyRepresentation> getDefaultClientPolicies() {
      return policies;
    }

    @Override
    public void close() {}
  }
}
