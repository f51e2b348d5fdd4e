package dev.banata.keycloak.claim;

import dev.banata.keycloak.claim.RequestedOrganizations.Kind;
import dev.banata.keycloak.compat.ClaimRequest;
import dev.banata.keycloak.rbac.ActiveOrganization;
import dev.banata.keycloak.rbac.RealmOrganizations;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.representations.AccessToken;

/**
 * Finds the organizations of a token. A named scope says which; an exchanged token stays in the
 * organization of the one before; else it is the organization that the session is in. What is said
 * about a token that there is already, at userinfo and introspection, is about that token's.
 */
final class Choosing {

  private final ClaimRequest request;
  private final UserModel user;
  private final OrganizationProvider organizations;
  private final ActiveOrganization sessions;
  private final RequestedOrganizations requested;
  private List<OrganizationModel> memberships;

  private Choosing(ClaimRequest request, UserModel user, OrganizationProvider organizations) {
    this.request = request;
    this.user = user;
    this.organizations = organizations;
    this.sessions = new ActiveOrganization(request.session());
    this.requested = RequestedOrganizations.of(request.organizationScopes());
  }

  static Choice choose(ClaimRequest request) {
    OrganizationProvider organizations = request.session().getProvider(OrganizationProvider.class);
    return request
        .user()
        .filter(user -> user.getServiceAccountClientLink() == null)
        .filter(user -> organizations.isEnabled())
        .map(user -> new Choosing(request, user, organizations).choose())
        .orElse(Choice.NONE);
  }

  private Choice choose() {
    Optional<AccessToken> presented = request.presentedToken();
    if (presented.isPresent()) {
      return of(presented.get());
    }
    if (requested.kind() == Kind.NAMED) {
      List<OrganizationModel> named = membershipsIn(requested.aliases());
      return new Choice(active(named), Optional.of(named));
    }
    Optional<OrganizationModel> active = active();
    return new Choice(
        active,
        switch (requested.kind()) {
          case NONE -> Optional.empty();
          // A claim that goes missing with the second membership helps nobody (keycloak#43635).
          case ANY -> Optional.of(active.map(List::of).orElseGet(this::memberships));
          default -> Optional.of(memberships());
        });
  }

  private Choice of(AccessToken token) {
    Object claim = token.getOtherClaims().get(KeycloakClaim.of(request).name());
    return new Choice(
        organizationOf(token),
        requested.kind() == Kind.NONE
            ? Optional.empty()
            : Optional.of(membershipsIn(aliases(claim))));
  }

  private static Set<String> aliases(Object claim) {
    if (claim instanceof Map<?, ?> entries) {
      return texts(entries.keySet());
    }
    if (claim instanceof Collection<?> names) {
      return texts(names);
    }
    return claim == null ? Set.of() : Set.of(claim.toString());
  }

  private static Set<String> texts(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.toSet());
  }

  private Optional<OrganizationModel> organizationOf(AccessToken token) {
    return Optional.ofNullable(token.getOtherClaims().get(ActiveClaims.ID))
        .map(Object::toString)
        .flatMap(this::membership);
  }

  /** Of several named ones, the one that the session is in, if that is among them. */
  private Optional<OrganizationModel> active(List<OrganizationModel> named) {
    return named.size() == 1
        ? Optional.of(named.get(0))
        : sessions.of(request.userSession()).filter(named::contains);
  }

  private Optional<OrganizationModel> active() {
    Optional<AccessToken> exchanged = request.exchangedToken();
    if (exchanged.isPresent()) {
      return organizationOf(exchanged.get());
    }
    return requested.kind() == Kind.ANY ? selected() : ofSession();
  }

  /**
   * With the scope {@code organization}, Keycloak asks the user at sign-in and keeps the answer for
   * each refresh token. In a session whose organization was set, that is one setting of it more.
   */
  private Optional<OrganizationModel> selected() {
    Optional<OrganizationModel> chosen = sessions.chosen(request.userSession());
    if (request.isSignIn()) {
      Optional<OrganizationModel> selected =
          request.selectedOrganization().flatMap(this::membership);
      if (selected.isPresent()) {
        chosen
            .filter(before -> !Objects.equals(before.getId(), selected.get().getId()))
            .ifPresent(before -> sessions.set(request.userSession(), selected.get()));
        return selected;
      }
    }
    return chosen
        .or(() -> request.contextOrganization().flatMap(this::membership))
        .or(this::ofSession);
  }

  private Optional<OrganizationModel> ofSession() {
    return request.isTransient()
        ? sessions.of(request.userSession())
        : sessions.enter(request.userSession());
  }

  private Optional<OrganizationModel> membership(String id) {
    return RealmOrganizations.byId(request.session(), id)
        .filter(OrganizationModel::isEnabled)
        .filter(organization -> organization.isMember(user));
  }

  private List<OrganizationModel> membershipsIn(Set<String> aliases) {
    return aliases.isEmpty()
        ? List.of()
        : memberships().stream()
            .filter(organization -> aliases.contains(organization.getAlias()))
            .toList();
  }

  private List<OrganizationModel> memberships() {
    if (memberships == null) {
      // Asking for each is what puts it into Keycloak's cache: the next look-up of the user walks
      // all
      // of their memberships (UserStorageManager.isReadOnlyOrganizationMember), and only reads
      // that.
      memberships =
          organizations
              .getByMember(user)
              .filter(OrganizationModel::isEnabled)
              .filter(organization -> organization.isMember(user))
              .toList();
    }
    return memberships;
  }
}
