package dev.banata.keycloak.branding;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.RealmModel;

/** {@code config/branding/*} of the management API. */
public final class BrandingResource {

  private final Exchange exchange;

  public BrandingResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record GetBrandingRequest() {}

  /** What a body may have; read by {@link BrandingChange}, which tells null from nothing. */
  record SaveBrandingRequest(
      String primaryColor,
      String bgColor,
      Integer borderRadius,
      Boolean darkMode,
      String customCss,
      String font,
      String logoUrl,
      String darkLogoUrl,
      Integer logoHeight,
      String faviconUrl,
      String backgroundImageUrl,
      Integer cardWidth,
      String displayName,
      String supportUrl,
      String termsUrl,
      String privacyUrl,
      String theme) {}

  record UploadBrandingRequest(String field, String data) {}

  record PreviewBrandingRequest(
      String page, Map<String, Object> branding, String clientId, String locale, Boolean dark) {}

  record PreviewResult(String html) {}

  @POST
  @Path("get")
  public Response get(String body) {
    return exchange.answer(body, BrandingResource::get);
  }

  @POST
  @Path("save")
  public Response save(String body) {
    return exchange.answer(body, BrandingResource::save);
  }

  @POST
  @Path("upload")
  public Response upload(String body) {
    return exchange.answer(body, BrandingResource::upload);
  }

  @POST
  @Path("preview")
  public Response preview(String body) {
    return exchange.answer(body, BrandingResource::preview);
  }

  private static Object get(Call call) {
    call.require(Permission.DASHBOARD_READ);
    call.input(GetBrandingRequest.class);
    return view(call, List.of());
  }

  private static Object save(Call call) {
    call.require(Permission.DASHBOARD_MANAGE);
    SaveBrandingRequest request = call.input(SaveBrandingRequest.class);
    RowLock.require(new RowLock(call.session()).take(call.realm()));
    BrandingChange change = change(call);
    change.applyTo(call.realm());
    if (request.theme() != null) {
      ProjectTheme.of(request.theme()).applyTo(call.realm());
    }
    BrandingView saved = view(call, change.warnings());
    record(call, saved);
    return saved;
  }

  private static Object upload(Call call) {
    call.require(Permission.DASHBOARD_MANAGE);
    UploadBrandingRequest request = call.input(UploadBrandingRequest.class);
    RealmModel realm = call.realm();
    BrandingField field = BrandingField.image(request.field()).orElseThrow();
    BrandImage image =
        UploadedImages.decode(request.data())
            .flatMap(BrandImage::of)
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "data",
                        "must be a PNG, JPEG, WebP or SVG image as Base64, of at most %d KiB and"
                                .formatted(BrandImage.MAX_BYTES / 1024)
                            + " %1$d x %1$d pixels; an SVG without document type and entities"
                                .formatted(BrandImage.MAX_SIDE),
                        "image"));
    RowLock.require(new RowLock(call.session()).take(realm));
    if (!UploadedImages.hasRoom(realm, field, image)) {
      throw Problem.invalid(
          "data",
          "is too much: the images of a project may have %d KiB together"
              .formatted(UploadedImages.MAX_TOTAL / 1024),
          "maxTotal");
    }
    UploadedImages.put(realm, field, image);
    BrandingView saved = view(call, List.of());
    record(call, saved);
    return saved;
  }

  private static Object preview(Call call) {
    call.require(Permission.DASHBOARD_READ);
    PreviewBrandingRequest request = call.input(PreviewBrandingRequest.class);
    return new PreviewResult(new Preview(call, request).html());
  }

  private static BrandingChange change(Call call) {
    BrandingChange change =
        BrandingChange.ofProject(call.json(), call.realm(), BrandingView.base(call.session()));
    if (!change.errors().isEmpty()) {
      throw Problem.invalid(change.errors());
    }
    return change;
  }

  private static BrandingView view(Call call, List<Warning> removed) {
    Branding branding = Brandings.of(call.realm());
    List<Warning> warnings = new ArrayList<>(removed);
    warnings.addAll(ContrastWarnings.of(branding));
    return BrandingView.of(
        branding.at(BrandingView.base(call.session())),
        ProjectTheme.of(call.realm()),
        List.copyOf(warnings));
  }

  private static void record(Call call, BrandingView saved) {
    call.record(OperationType.UPDATE, ResourceType.REALM.name(), "branding", saved);
  }
}
