package dev.banata.keycloak.branding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.branding.BrandingResource.PreviewBrandingRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/** A page of a project's sign-in, with a branding that is not saved. */
final class Preview {

  private static final String THEME = "banata";
  private static final String BRANDING = "branding";

  private final Call call;
  private final PreviewBrandingRequest request;

  Preview(Call call, PreviewBrandingRequest request) {
    this.call = call;
    this.request = request;
  }

  /**
   * The page.
   *
   * @throws Problem 404 for a client that is not of the project; 422 for what cannot be shown
   */
  String html() {
    Optional<ClientModel> client = client();
    Branding branding =
        client.map(ClientBranding::of).map(own -> own.over(unsaved())).orElseGet(this::unsaved);
    PreviewPages pages =
        new PreviewPages(
            call.session(),
            branding.at(BrandingView.base(call.session())),
            Boolean.TRUE.equals(request.dark()));
    return pages.html(
        theme(),
        PreviewPage.of(request.page()),
        locale(),
        client.orElseGet(
            () -> call.realm().getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID)));
  }

  private Branding unsaved() {
    JsonNode json = call.json().path(BRANDING);
    BrandingChange change =
        BrandingChange.ofProject(json, call.realm(), BrandingView.base(call.session()));
    if (!change.errors().isEmpty()) {
      throw Problem.invalid(
          change.errors().stream()
              .map(e -> new FieldError(BRANDING + "." + e.field(), e.message(), e.code()))
              .toList());
    }
    return change.over(call.realm());
  }

  private Optional<ClientModel> client() {
    if (request.clientId() == null) {
      return Optional.empty();
    }
    RealmModel realm = call.realm();
    return Optional.of(
        Optional.ofNullable(call.session().clients().getClientByClientId(realm, request.clientId()))
            .or(
                () ->
                    Optional.ofNullable(
                        call.session().clients().getClientById(realm, request.clientId())))
            .orElseThrow(() -> Problem.notFound("CLIENT_NOT_FOUND", "There is no such client.")));
  }

  private Locale locale() {
    RealmModel realm = call.realm();
    if (request.locale() == null) {
      return Locale.forLanguageTag(
          Optional.ofNullable(realm.getDefaultLocale()).orElse(Locale.ENGLISH.getLanguage()));
    }
    if (realm.getSupportedLocalesStream().noneMatch(request.locale()::equals)) {
      throw Problem.invalid("locale", "is not a language of the project", "unknown");
    }
    return Locale.forLanguageTag(request.locale());
  }

  private Theme theme() {
    try {
      return call.session().theme().getTheme(THEME, Theme.Type.LOGIN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
