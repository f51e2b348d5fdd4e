package dev.banata.keycloak.client;

import java.util.Optional;
import org.keycloak.models.ClientModel;

/** The page of an app that answers invitations; its links have the invitation's id behind it. */
public final class InvitationPage {

  private InvitationPage() {}

  public static Optional<String> of(ClientModel client) {
    return Optional.ofNullable(client.getAttribute(ClientAttributes.INVITATION))
        .filter(page -> !page.isBlank());
  }
}
