package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.banata.keycloak.api.BoundedJson;
import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.Timestamps;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.persistence.Ulid;
import dev.banata.keycloak.rbac.RbacRequests.CreateResourceTypeRequest;
import dev.banata.keycloak.rbac.RbacViews.ResourceTypeView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.JsonSerialization;

/** A catalogue of names for what permissions are about, in attributes of the client. */
final class ResourceTypes {

  private static final int MAX = 200;
  private static final String PREFIX = "rtype";
  private static final String ATTRIBUTE = "banata.resource-type.";

  private final KeycloakSession session;
  private final ClientModel client;

  ResourceTypes(Call call) {
    this.session = call.session();
    this.client = Catalogue.ensure(call.session(), call.realm());
  }

  /** Oldest first: an id begins with its time. */
  List<ResourceTypeView> list() {
    return client.getAttributes().entrySet().stream()
        .filter(attribute -> attribute.getKey().startsWith(ATTRIBUTE))
        .sorted(Map.Entry.comparingByKey())
        .flatMap(attribute -> read(attribute.getValue()).stream())
        .sorted(Comparator.comparing(ResourceTypeView::createdAt))
        .toList();
  }

  ResourceTypeView create(CreateResourceTypeRequest request) {
    hold();
    List<ResourceTypeView> present = list();
    if (present.stream().anyMatch(type -> type.slug().equals(request.slug()))) {
      throw Problem.conflict(
          "RESOURCE_TYPE_SLUG_ALREADY_EXISTS", "A resource type with this slug already exists.");
    }
    if (present.size() >= MAX) {
      throw Problem.conflict(
          "RESOURCE_TYPE_LIMIT_REACHED", "A project has at most " + MAX + " resource types.");
    }
    ResourceTypeView type =
        new ResourceTypeView(
            Ulid.next(PREFIX),
            request.name().strip(),
            request.slug(),
            request.description() == null ? "" : request.description(),
            Timestamps.iso(System.currentTimeMillis()));
    client.setAttribute(ATTRIBUTE + type.id(), JsonSerialization.valueAsString(type));
    return type;
  }

  ResourceTypeView delete(String id) {
    hold();
    ResourceTypeView type =
        Optional.ofNullable(client.getAttribute(ATTRIBUTE + id))
            .flatMap(ResourceTypes::read)
            .orElseThrow(
                () ->
                    Problem.notFound("RESOURCE_TYPE_NOT_FOUND", "There is no such resource type."));
    client.removeAttribute(ATTRIBUTE + id);
    return type;
  }

  /** Of two changes, the later one waits until the first has ended, and sees what it did. */
  private void hold() {
    RowLock.require(new RowLock(session).take(client));
  }

  /** Nothing for an attribute that somebody else has written in another way. */
  private static Optional<ResourceTypeView> read(String text) {
    try {
      return Optional.of(BoundedJson.mapper().readValue(text, ResourceTypeView.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
