package dev.banata.keycloak.benchmark;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * One thing that both offer. Calls take the number of the sample, to spread over the projects.
 *
 * @param plain the call of plain Keycloak, or null where it has nothing like it
 */
record Operation(String title, int samples, IntConsumer plain, IntConsumer banata) {

  /** Both do nearly the same here, so it takes more samples to tell them apart. */
  private static final int SERVICE_TOKENS = 20;

  /** Lists in one project with so many clients, as the admin. */
  static List<Operation> lists(
      PlainKeycloak plain, Banata banata, String project, int clients, int samples) {
    return List.of(
        new Operation(
            "list clients of a project (a page of 20)",
            samples,
            i -> plain.listClients(project),
            i -> banata.listClients(project)),
        new Operation(
            "search clients of a project",
            samples,
            i -> plain.searchClients(project, "client-" + i % 10),
            i -> banata.searchClients(project, "client-" + i % 10)),
        new Operation(
            "the page after a client in the middle",
            samples,
            null,
            i -> banata.listClientsAfter(project, "client-" + clients / 2)));
  }

  /** New tokens of a user who is in so many organizations. */
  static Operation member(PlainKeycloak plain, Banata banata, int organizations, int samples) {
    return new Operation(
        "renew the token of a member",
        samples * SERVICE_TOKENS,
        i -> plain.getMemberToken(organizations),
        i -> banata.getMemberToken(organizations));
  }

  /** All that is measured by single calls at this number of projects. */
  static List<Operation> all(PlainKeycloak plain, Banata banata, int projects, int samples) {
    return List.of(
        new Operation(
            "create a project",
            samples,
            i -> plain.create(plain.admin(), "more-" + projects + "-" + i),
            i -> banata.create(banata.admin(), "more-" + projects + "-" + i)),
        new Operation(
            "list projects (Keycloak: all; Banata: a page of 20)",
            samples,
            i -> plain.list(plain.admin()),
            i -> banata.list(banata.admin())),
        new Operation(
            "search projects", samples, null, i -> banata.search("bench-" + i % projects)),
        new Operation(
            "open a project as its owner",
            samples,
            i -> plain.open(plain.slug(i * 7)),
            i -> banata.open(banata.slug(i * 7))),
        new Operation(
            "sign in as the owner of one project",
            samples,
            i -> plain.signInSmallOwner(),
            i -> banata.signInSmallOwner()),
        new Operation(
            "list projects as their owner (Keycloak: all; Banata: a page of 20)",
            samples,
            i -> plain.list(plain.owner()),
            i -> banata.list(banata.owner())),
        new Operation(
            "sign in as the owner of all projects",
            samples,
            i -> plain.signInOwner(),
            i -> banata.signInOwner()),
        new Operation(
            "list users with an admin's token",
            samples,
            i -> plain.listUsersAsAdmin(),
            i -> banata.listUsersAsAdmin()),
        new Operation(
            "list users as an application (Keycloak: a service account's token; Banata: an API key)",
            samples,
            i -> plain.listUsersAsApplication(),
            i -> banata.listUsersAsApplication()),
        new Operation(
            "verify a credential (Keycloak: introspection; Banata: verify)",
            samples,
            i -> plain.verifyCredential(),
            i -> banata.verifyCredential()),
        new Operation(
            "get a token (Keycloak: client credentials; Banata: API key)",
            samples,
            i -> plain.getToken(),
            i -> banata.getToken()),
        new Operation(
            "issue a token to a service (client credentials; Banata: with its audiences)",
            samples * SERVICE_TOKENS,
            i -> plain.getServiceToken(),
            i -> banata.getServiceToken()));
  }
}
