package dev.banata.keycloak.client;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.audience.AllowedAudiences;
import dev.banata.keycloak.branding.BrandingChange;
import dev.banata.keycloak.outgoing.OutgoingConnections;
import dev.banata.keycloak.uri.Origin;
import dev.banata.keycloak.uri.RedirectUri;
import dev.banata.keycloak.uri.RefusedUri;
import dev.banata.keycloak.uri.Violation;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * What a client shall become: a caller's change, checked against the type and the project, and
 * written as the representation that Keycloak takes. All errors are told at once.
 */
final class ClientDraft {

  /** What no caller of this API may give a client, because it could lead to others' rights. */
  private static final List<String> NEVER =
      List.of(
          "protocolMappers",
          "defaultClientScopes",
          "optionalClientScopes",
          "fullScopeAllowed",
          "scopeMappings",
          "serviceAccountRoles",
          "defaultRoles",
          "authenticationFlowBindingOverrides",
          "authorizationServicesEnabled",
          "attributes");

  private static final String NONE = "-";

  private final Call call;
  private final ClientChange change;
  private final ClientModel before;
  private final AuthClientType type;
  private final ClientPreset preset;
  private final ProjectRules rules;
  private final List<FieldError> errors = new ArrayList<>();

  /** Of each list that is set, the places that its values have in the request. */
  private final Map<String, List<Integer>> places = new HashMap<>();

  /**
   * Takes up a change.
   *
   * @param before the client before the change; null for a new one
   */
  ClientDraft(Call call, ClientChange change, ClientModel before) {
    this.call = call;
    this.change = change;
    this.before = before;
    this.type =
        change.type() == null
            ? AuthClientType.inferred(before)
            : AuthClientType.of(change.type()).orElseThrow();
    this.preset = ClientPreset.of(type);
    this.rules = ProjectRules.of(call.session(), call.realm());
  }

  /**
   * The representation to make or change the client with.
   *
   * @throws Problem 422 with each field that is wrong
   */
  ClientRepresentation representation() {
    for (String field : NEVER) {
      if (call.has(field)) {
        errors.add(new FieldError(field, "cannot be set by this API", "not_allowed"));
      }
    }
    boolean presets = before == null || change.type() != null;
    ClientRepresentation client = presets ? preset.representation() : new ClientRepresentation();
    Map<String, String> attributes =
        Optional.ofNullable(client.getAttributes()).map(HashMap::new).orElseGet(HashMap::new);
    client.setAttributes(attributes);
    if (presets) {
      attributes.put(ClientAttributes.TYPE, type.text());
    }
    client.setProtocol("openid-connect");
    client.setClientId(before == null ? change.clientId() : before.getClientId());
    client.setName(change.name());
    client.setEnabled(change.enabled());
    uris(client);
    lists(attributes);
    pages(client);
    branding(attributes);
    authentication(client);
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparing(ClientDraft::listOf).thenComparing(ClientDraft::place));
      throw Problem.invalid(errors);
    }
    return client;
  }

  private void uris(ClientRepresentation client) {
    List<String> redirects =
        list("redirectUris", change.redirectUris(), text -> RedirectUri.parse(text).text());
    List<String> postLogout =
        list(
            "postLogoutRedirectUris",
            change.postLogoutRedirectUris(),
            text -> RedirectUri.parse(text).text());
    List<String> origins =
        list("trustedOrigins", change.trustedOrigins(), text -> Origin.parse(text).text());
    check(redirects, postLogout, origins);
    client.setRedirectUris(redirects);
    client.setWebOrigins(origins);
    if (postLogout != null) {
      client
          .getAttributes()
          .put(
              ClientAttributes.POST_LOGOUT,
              postLogout.isEmpty() ? NONE : ClientAttributes.join(postLogout));
    }
  }

  /** What is new must be right, and with another type all. */
  private void check(List<String> redirects, List<String> postLogout, List<String> origins) {
    ClientUris old = before == null ? ClientUris.none() : ClientUris.of(before);
    ClientUris now =
        new ClientUris(
            before == null || change.type() != null ? Optional.of(type) : old.type(),
            Optional.empty(),
            List.of(),
            redirects == null ? old.redirectUris() : redirects,
            postLogout == null ? old.postLogoutRedirectUris() : postLogout,
            origins == null ? old.webOrigins() : origins);
    ClientRules clients = new ClientRules(call.session(), call.realm());
    String id = before == null ? "" : before.getId();
    List<ClientViolation> violations =
        ClientRules.introduced(
            clients.violations(now, id),
            now.type().equals(old.type()) ? clients.violations(old, id) : List.of());
    violations.forEach(each -> add(path(each), each.rule()));
  }

  /**
   * The place of the value in the request: what was left out of the list before it counts there.
   */
  private String path(ClientViolation violation) {
    List<Integer> asked = places.getOrDefault(violation.apiField(), List.of());
    return violation.index() >= 0 && violation.index() < asked.size()
        ? violation.apiField() + "." + asked.get(violation.index())
        : violation.path();
  }

  private static String listOf(FieldError error) {
    int dot = error.field().lastIndexOf('.');
    return dot < 0 ? error.field() : error.field().substring(0, dot);
  }

  private static int place(FieldError error) {
    String last = error.field().substring(error.field().lastIndexOf('.') + 1);
    return last.chars().allMatch(Character::isDigit) ? Integer.parseInt(last) : -1;
  }

  private List<String> list(String field, List<String> values, Normalizer normalizer) {
    if (values == null) {
      return before == null || call.clears(field) ? List.of() : null;
    }
    Map<String, Integer> normal = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      try {
        normal.putIfAbsent(normalizer.normal(values.get(i)), i);
      } catch (RefusedUri e) {
        add(field + "." + i, e.violation());
      }
    }
    places.put(field, List.copyOf(normal.values()));
    return List.copyOf(normal.keySet());
  }

  /** Reads a text and gives its normal form. */
  private interface Normalizer {
    String normal(String text) throws RefusedUri;
  }

  private void lists(Map<String, String> attributes) {
    List<String> audiences = change.allowedAudiences();
    for (int i = 0; audiences != null && i < audiences.size(); i++) {
      if (!AllowedAudiences.isAudience(audiences.get(i))) {
        errors.add(
            new FieldError("allowedAudiences." + i, "must not have control characters", "pattern"));
      }
    }
    put(attributes, "allowedAudiences", AllowedAudiences.ATTRIBUTE, change.allowedAudiences());
    put(
        attributes,
        "enabledAuthMethods",
        ClientAttributes.AUTH_METHODS,
        change.enabledAuthMethods());
  }

  private void put(Map<String, String> attributes, String field, String name, List<String> values) {
    if (values != null) {
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i).contains("##") || !values.get(i).equals(values.get(i).strip())) {
          errors.add(
              new FieldError(field + "." + i, "must not have ## or blanks around it", "pattern"));
        }
      }
      attributes.put(name, ClientAttributes.join(values.stream().distinct().toList()));
    } else if (call.clears(field)) {
      attributes.put(name, "");
    }
  }

  private void pages(ClientRepresentation client) {
    page("appHomepage", change.appHomepage(), client::setBaseUrl);
    attribute(client, "signInEndpoint", change.signInEndpoint(), ClientAttributes.SIGN_IN_ENDPOINT);
    attribute(
        client, "externalSignUpUrl", change.externalSignUpUrl(), ClientAttributes.EXTERNAL_SIGN_UP);
    attribute(client, "invitationUrl", change.invitationUrl(), ClientAttributes.INVITATION);
    attribute(
        client, "passwordResetUrl", change.passwordResetUrl(), ClientAttributes.PASSWORD_RESET);
  }

  private void branding(Map<String, String> attributes) {
    if (call.has("branding")) {
      BrandingChange branding = BrandingChange.ofClient(change.branding(), "branding");
      errors.addAll(branding.errors());
      attributes.putAll(branding.attributes());
    }
  }

  private void attribute(ClientRepresentation client, String field, String url, String name) {
    page(field, url, value -> client.getAttributes().put(name, value));
  }

  /** An empty text clears as null does. */
  private void page(String field, String url, Consumer<String> setter) {
    if (url != null && !url.isEmpty()) {
      rules.page(url).ifPresent(violation -> add(field, violation));
      setter.accept(ProjectRules.normalPage(url));
    } else if (url != null || call.clears(field)) {
      setter.accept("");
    }
  }

  private void authentication(ClientRepresentation client) {
    Optional<ClientAuthentication> current =
        Optional.ofNullable(before).flatMap(ClientAuthentication::of);
    ClientAuthentication wanted =
        Optional.ofNullable(change.clientAuthentication())
            .map(ClientAuthentication::of)
            .or(() -> current)
            .orElse(preset.authentication().get(0));
    boolean asked =
        before == null || change.type() != null || change.clientAuthentication() != null;
    if (asked && !preset.authentication().contains(wanted)) {
      String allowed =
          String.join(
              " or ", preset.authentication().stream().map(ClientAuthentication::text).toList());
      errors.add(
          new FieldError(
              "clientAuthentication",
              "must be " + allowed + " for a client of the type " + type.text(),
              "enum"));
    }
    if (asked) {
      wanted.applyTo(client);
    }
    keys(client, wanted);
  }

  private void keys(ClientRepresentation client, ClientAuthentication wanted) {
    boolean given = change.jwks() != null || change.jwksUri() != null;
    if (wanted != ClientAuthentication.PRIVATE_KEY_JWT) {
      if (given || change.signingAlgorithm() != null) {
        String field =
            change.jwksUri() != null
                ? "jwksUri"
                : change.jwks() != null ? "jwks" : "signingAlgorithm";
        errors.add(new FieldError(field, "is for private_key_jwt only", "conflict"));
      }
      return;
    }
    if (change.jwks() != null && change.jwksUri() != null) {
      errors.add(new FieldError("jwksUri", "must not be given together with jwks", "conflict"));
    }
    Function<String, Optional<String>> had =
        name -> Optional.ofNullable(before).map(old -> old.getAttribute(name));
    if (!given
        && had.apply(ClientAttributes.JWKS).isEmpty()
        && had.apply(ClientAttributes.JWKS_URL).isEmpty()) {
      errors.add(new FieldError("jwks", "or jwksUri is needed for private_key_jwt", "required"));
    }
    if (given) {
      Optional.ofNullable(change.jwksUri())
          .flatMap(this::wrongKeysUrl)
          .ifPresent(violation -> add("jwksUri", violation));
      Optional.ofNullable(change.jwks())
          .flatMap(ClientKeys::wrong)
          .ifPresent(text -> errors.add(new FieldError("jwks", text, "jwks")));
      keyAttributes(client.getAttributes());
    }
    String algorithm =
        Optional.ofNullable(change.signingAlgorithm())
            .or(() -> had.apply(ClientAttributes.SIGNING_ALGORITHM))
            .orElse(ClientKeys.DEFAULT_ALGORITHM);
    client.getAttributes().put(ClientAttributes.SIGNING_ALGORITHM, algorithm);
  }

  private Optional<Violation> wrongKeysUrl(String url) {
    Optional<Violation> wrong = rules.keys(url);
    return wrong.isEmpty() && OutgoingConnections.of(call.session()).isDenied(hostOf(url))
        ? Optional.of(
            new Violation("destination", "must not be an address in a private or reserved network"))
        : wrong;
  }

  private static String hostOf(String url) {
    return Optional.ofNullable(URI.create(url).getHost()).orElse("");
  }

  private void keyAttributes(Map<String, String> attributes) {
    boolean byUri = change.jwksUri() != null;
    attributes.put(ClientAttributes.USE_JWKS_URL, Boolean.toString(byUri));
    attributes.put(ClientAttributes.JWKS_URL, byUri ? change.jwksUri() : "");
    attributes.put(ClientAttributes.USE_JWKS, Boolean.toString(!byUri));
    attributes.put(ClientAttributes.JWKS, byUri ? "" : change.jwks().toString());
  }

  private void add(String field, Violation violation) {
    errors.add(new FieldError(field, violation.message(), violation.code()));
  }
}
