package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.AttackedProject.idp;
import static dev.banata.keycloak.strength.AttackedProject.imported;
import static dev.banata.keycloak.strength.AttackedProject.ldap;

import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** By references to our secrets in settings of Keycloak, which would send them somewhere else. */
final class VaultAttacks {

  private static final String OURS = "${vault.banata-x}";
  private static final String OTHER = "${vault.other}";

  private final AttackedProject target;
  private final List<Attack> attacks = new ArrayList<>();

  VaultAttacks(AttackedProject target) {
    this.target = target;
  }

  List<Attack> all() {
    in("password of the mail server", OURS, VaultAttacks::mailServer);
    in("password of the mail server by a path", "${vault.x/../banata-x}", VaultAttacks::mailServer);
    in("secret of a new identity provider", OURS, VaultAttacks::newProvider);
    in(
        "secret of a new identity provider in another case",
        "${vault.Banata-x}",
        VaultAttacks::newProvider);
    in(
        "secret of an identity provider",
        OURS,
        secret ->
            admin ->
                admin.put(
                    "/identity-provider/instances/" + target.idp(), idp(target.idp(), secret)));
    in(
        "secret of a new directory",
        OURS,
        secret ->
            admin -> admin.post("/components", ldap(TestProjects.unique("directory"), secret)));
    in(
        "secret of a directory",
        OURS,
        secret -> {
          Map<String, Object> component = new HashMap<>(ldap("directory", secret));
          component.put("id", target.ldap());
          return admin -> admin.put("/components/" + target.ldap(), component);
        });
    in(
        "secret of a new client",
        OURS,
        secret ->
            admin ->
                admin.post(
                    "/clients", Map.of("clientId", TestProjects.unique("c"), "secret", secret)));
    in(
        "secret of a client",
        OURS,
        secret ->
            admin ->
                admin.put(
                    "/clients/" + target.plainClient(),
                    Map.of("clientId", "plain", "secret", secret)));
    in(
        "secret of an imported identity provider",
        OURS,
        secret ->
            admin ->
                imported(
                        Map.of(
                            "identityProviders", List.of(idp(TestProjects.unique("idp"), secret))))
                    .apply(admin));
    in(
        "secret of an imported client",
        OURS,
        secret ->
            admin ->
                imported(
                        Map.of(
                            "clients",
                            List.of(
                                Map.of("clientId", TestProjects.unique("c"), "secret", secret))))
                    .apply(admin));
    return attacks;
  }

  /** The same request with a reference to another secret is the control. */
  private void in(
      String setting, String reference, Function<String, Function<AdminRest, Answer>> call) {
    attacks.add(
        Attack.ofNobody(
            "our secret as " + setting, () -> call.apply(reference), () -> call.apply(OTHER)));
  }

  private static Function<AdminRest, Answer> newProvider(String secret) {
    return admin ->
        admin.post("/identity-provider/instances", idp(TestProjects.unique("idp"), secret));
  }

  private static Function<AdminRest, Answer> mailServer(String password) {
    return admin ->
        admin.put(
            "",
            Map.of(
                "smtpServer",
                Map.of(
                    "host",
                    "smtp.example.org",
                    "from",
                    "a@example.org",
                    "auth",
                    "true",
                    "user",
                    "a",
                    "password",
                    password)));
  }
}
