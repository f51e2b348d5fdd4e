package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Cursors;
import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.organization.OrganizationRequests.CheckSlugRequest;
import dev.banata.keycloak.organization.OrganizationRequests.CreateOrganizationRequest;
import dev.banata.keycloak.organization.OrganizationRequests.DeleteOrganizationRequest;
import dev.banata.keycloak.organization.OrganizationRequests.ListOrganizationsRequest;
import dev.banata.keycloak.organization.OrganizationRequests.OrganizationRequest;
import dev.banata.keycloak.organization.OrganizationRequests.UpdateOrganizationRequest;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;

/** The calls about organizations themselves. */
final class OrganizationCalls {

  private static final String ASCENDING = "asc";

  /** Most members and invitations that are shown within an organization. */
  private static final int MAX_WITHIN = 100;

  private OrganizationCalls() {}

  record OrganizationList(List<OrganizationView> data, Page.ListMetadata listMetadata) {}

  static Object list(Call call, String schemaName) {
    call.require(Permission.ORGANIZATION_READ);
    ListOrganizationsRequest request = call.input(ListOrganizationsRequest.class, schemaName);
    OrganizationReach reach = new OrganizationReach(call);
    Cursors cursors = Cursors.of(request.before(), request.after(), request.limit());
    OrganizationStore store = reach.organizations().store();
    Optional<OrganizationRowEntity> cursor =
        cursors.row(
            id ->
                store
                    .find(call.realm(), id)
                    .filter(row -> reach.limit().map(row.id()::equals).orElse(true)));
    Page<OrganizationRowEntity> page =
        reach
            .limit()
            .map(own -> ofOne(reach, store, call, own, cursor.isPresent()))
            .orElseGet(
                () ->
                    cursors.page(
                        store.page(
                            call.realm(),
                            cursor,
                            ASCENDING.equals(request.order()) != cursors.backward(),
                            cursors.limit() + 1),
                        OrganizationRowEntity::id));
    String projectId = call.projectId();
    List<OrganizationView> views =
        page.items().stream()
            .flatMap(
                row ->
                    reach.organizations().byId(row.id()).stream()
                        .map(model -> Organization.of(model, row)))
            .map(organization -> OrganizationView.of(organization, projectId))
            .toList();
    return new OrganizationList(views, page.listMetadata());
  }

  /** A key that is limited to an organization has a list of one. */
  private static Page<OrganizationRowEntity> ofOne(
      OrganizationReach reach, OrganizationStore store, Call call, String own, boolean beyond) {
    List<OrganizationRowEntity> rows =
        beyond ? List.of() : List.of(store.get(call.realm(), reach.byId(own).getId()));
    return Page.whole(rows);
  }

  static Object getFull(Call call) {
    call.require(Permission.MEMBER_READ);
    call.requireOfAdmins(Permission.USER_READ);
    OrganizationRequest request = call.input(OrganizationRequest.class);
    OrganizationReach reach = new OrganizationReach(call);
    return reach
        .named(request.organizationId(), request.organizationSlug())
        .map(reach.organizations()::of)
        .map(organization -> full(call, organization))
        .orElse(null);
  }

  private static OrganizationView full(Call call, Organization organization) {
    OrganizationModel model = organization.model();
    InvitationStore invitations = new InvitationStore(call.session());
    List<InvitationEntity> pending =
        invitations.page(
            model, Optional.of(InvitationStatus.PENDING), Optional.empty(), false, MAX_WITHIN);
    return OrganizationView.of(
        organization,
        call.projectId(),
        MemberCalls.views(
            call,
            model,
            new MemberStore(call.session())
                .page(model, Optional.empty(), Optional.empty(), false, MAX_WITHIN)),
        InvitationView.of(
            pending,
            invitations.known(pending.stream().map(InvitationEntity::id).toList()),
            call.projectId()));
  }

  static Object create(Call call) {
    call.require(Permission.ORGANIZATION_UPDATE);
    call.input(CreateOrganizationRequest.class);
    refuseLimited(call, "An organization-scoped key cannot create organizations.");
    OrganizationReach reach = new OrganizationReach(call);
    Organization organization =
        reach.organizations().create(new OrganizationChange(call.json(), ""));
    List<MemberEntity> members = creator(call, organization.model());
    OrganizationView view =
        OrganizationView.of(
            organization,
            call.projectId(),
            MemberCalls.views(call, organization.model(), members),
            null);
    record(call, OperationType.CREATE, view);
    return view;
  }

  /** An admin who is a user of the project's own realm becomes super_admin; keys are no users. */
  private static List<MemberEntity> creator(Call call, OrganizationModel organization) {
    if (call.caller().isApplication() || call.caller().boundRealm().isEmpty()) {
      return List.of();
    }
    UserModel user = call.session().users().getUserById(call.realm(), call.caller().id());
    return user == null
        ? List.of()
        : List.of(
            new Members(call.session(), call.realm())
                .add(organization, user, List.of(Catalogue.SUPER_ADMIN), MemberSource.API));
  }

  static Object update(Call call) {
    call.require(Permission.ORGANIZATION_UPDATE);
    UpdateOrganizationRequest request = call.input(UpdateOrganizationRequest.class);
    OrganizationReach reach = new OrganizationReach(call);
    OrganizationModel model = reach.byId(request.organizationId());
    if (request.data().has("slug")
        && !request.data().path("slug").asText().equals(model.getAlias())) {
      refuseLimited(call, "An organization-scoped key cannot change its organization's slug.");
    }
    Organization updated =
        reach.organizations().update(model, new OrganizationChange(request.data(), "data."));
    OrganizationView view = OrganizationView.of(updated, call.projectId());
    record(call, OperationType.UPDATE, view);
    return view;
  }

  static Object delete(Call call) {
    call.require(Permission.ORGANIZATION_DELETE);
    DeleteOrganizationRequest request = call.input(DeleteOrganizationRequest.class);
    OrganizationReach reach = new OrganizationReach(call);
    OrganizationModel model = reach.required(request.organizationId(), request.organizationSlug());
    OrganizationView view = OrganizationView.of(reach.organizations().of(model), call.projectId());
    reach.organizations().remove(model);
    record(call, OperationType.DELETE, view);
    return view;
  }

  private static void refuseLimited(Call call, String message) {
    if (call.caller().organizationId().isPresent()) {
      throw Problem.forbidden("PERMISSION_DENIED", message);
    }
  }

  static Object checkSlug(Call call) {
    call.require(Permission.ORGANIZATION_READ);
    refuseLimited(call, "An organization-scoped key cannot learn which slugs others have.");
    String slug = call.input(CheckSlugRequest.class).slug();
    if (new OrganizationReach(call).organizations().isTaken(slug)) {
      throw Problem.conflict(
          "ORGANIZATION_SLUG_ALREADY_EXISTS", "An organization of the project has this slug.");
    }
    return Map.of("status", true);
  }

  private static void record(Call call, OperationType operation, OrganizationView view) {
    call.record(operation, ResourceType.ORGANIZATION.name(), "organizations/" + view.id(), view);
  }
}
