package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.AttackedProject.name;

import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** By mappers of tokens, identity providers and directories. */
final class MapperAttacks {

  private final AttackedProject target;
  private final List<Attack> attacks = new ArrayList<>();

  MapperAttacks(AttackedProject target) {
    this.target = target;
  }

  List<Attack> all() {
    byRealmAdmins("give a role", () -> hardcodedRole(name(target.strong())));
    claims();
    identityProviders();
    directories();
    return attacks;
  }

  /** One mapper of tokens on every way that brings it. */
  private void byRealmAdmins(String what, Supplier<Map<String, Object>> mapper) {
    String client = "/clients/" + target.plainClient() + "/protocol-mappers";
    String scope = "/client-scopes/" + target.plainScope() + "/protocol-mappers";
    attack(what + " by a client's mapper", mapper, made -> posts(client + "/models", made));
    attack(what + " by a client scope's mapper", mapper, made -> posts(scope + "/models", made));
    attack(
        what + " by several mappers at once",
        mapper,
        made -> posts(client + "/add-models", List.of(made)));
    attack(what + " by a mapper that was harmless", mapper, made -> changes(client, made));
    attack(
        what + " by a new client's mapper",
        mapper,
        made -> posts("/clients", withMapper(Map.of(), "clientId", made)));
    attack(
        what + " by a new client scope's mapper",
        mapper,
        made ->
            posts(
                "/client-scopes", withMapper(Map.of("protocol", "openid-connect"), "name", made)));
    attack(
        what + " by an imported client's mapper",
        mapper,
        made ->
            AttackedProject.imported(
                Map.of("clients", List.of(withMapper(Map.of(), "clientId", made)))));
  }

  private void attack(
      String name,
      Supplier<Map<String, Object>> mapper,
      Function<Map<String, Object>, Function<AdminRest, Answer>> call) {
    attacks.add(Attack.ofRealmAdmins(name, () -> call.apply(mapper.get())));
  }

  private static Function<AdminRest, Answer> posts(String path, Object body) {
    return admin -> admin.post(path, body);
  }

  private Function<AdminRest, Answer> changes(String mappers, Map<String, Object> mapper) {
    Map<String, Object> harmless =
        mapper(
            "oidc-usermodel-attribute-mapper",
            Map.of("user.attribute", "nickname", "claim.name", "nickname"));
    String id =
        AttackedProject.created(target.rest().post(mappers + "/models", harmless).expect(201));
    Map<String, Object> changed = new HashMap<>(mapper);
    changed.put("id", id);
    return admin -> admin.put(mappers + "/models/" + id, changed);
  }

  private static Map<String, Object> withMapper(
      Map<String, Object> more, String nameField, Map<String, Object> mapper) {
    Map<String, Object> made = new HashMap<>(more);
    made.put(nameField, TestProjects.unique("mapping"));
    made.put("protocolMappers", List.of(mapper));
    return made;
  }

  /** What rights are read from, in every notation that Keycloak understands. */
  private void claims() {
    byRealmAdmins(
        "write permissions into tokens",
        () -> hardcodedClaim("resource_access", "{\"banata\":{\"roles\":[\"project.delete\"]}}"));
    String path = "/client-scopes/" + target.plainScope() + "/protocol-mappers/models";
    for (String claim :
        List.of(
            "resource_access.banata",
            "resource_access.banata.roles",
            "resource\\_access.ban\\ata",
            "resource_access\\.banata",
            "realm_access",
            "realm_access.roles")) {
      attack(
          "write the claim " + claim,
          () -> hardcodedClaim(claim, "{\"roles\":[\"project.delete\"]}"),
          made -> posts(path, made));
    }
    attack(
        "name a permission that no role stands for",
        () -> hardcodedRole("banata.*"),
        made -> posts(path, made));
    attack(
        "rename a role of an app to a permission",
        () ->
            mapper(
                "oidc-role-name-mapper",
                Map.of("role", "account.view-profile", "new.role.name", "banata.*")),
        made -> posts(path, made));
    attack(
        "make another role of one by a prefix",
        () ->
            mapper(
                "oidc-usermodel-realm-role-mapper",
                Map.of(
                    "claim.name",
                    "realm_access.roles",
                    "multivalued",
                    "true",
                    "usermodel.realmRoleMapping.rolePrefix",
                    "super_")),
        made -> posts(path, made));
    attack(
        "write the roles of an app where the permissions are",
        () ->
            mapper(
                "oidc-usermodel-client-role-mapper",
                Map.of(
                    "claim.name",
                    "resource_access.banata.roles",
                    "multivalued",
                    "true",
                    "usermodel.clientRoleMapping.clientId",
                    "account")),
        made -> posts(path, made));
  }

  private static Map<String, Object> hardcodedRole(String role) {
    return mapper("oidc-hardcoded-role-mapper", Map.of("role", role));
  }

  private static Map<String, Object> hardcodedClaim(String claim, String json) {
    return mapper(
        "oidc-hardcoded-claim-mapper",
        Map.of(
            "claim.name",
            claim,
            "claim.value",
            json,
            "jsonType.label",
            "JSON",
            "access.token.claim",
            "true",
            "userinfo.token.claim",
            "true",
            "introspection.token.claim",
            "true"));
  }

  static Map<String, Object> mapper(String type, Map<String, String> config) {
    return Map.of(
        "name",
        TestProjects.unique("mapper"),
        "protocol",
        "openid-connect",
        "protocolMapper",
        type,
        "config",
        config);
  }

  // Identity providers

  private void identityProviders() {
    idpMapper("give a role by an identity provider's mapper", () -> role(name(target.strong())));
    idpMapper(
        "give an app's role that is composed of a strong one by a mapper",
        () -> role("plain." + name(target.composedClientRole())));
    attacks.add(
        Attack.ofRealmAdmins(
            "map an app's role that is composed of a strong one onto a scope, by its name",
            () -> {
              String role = name(target.composedClientRole());
              String client = target.plainClient();
              return posts(
                  "/clients/" + target.newClient() + "/scope-mappings/clients/" + client,
                  List.of(Map.of("name", role)));
            }));
    idpMapper(
        "give a permission by an identity provider's mapper",
        () -> role("banata.user.impersonate"));
    idpMapper(
        "give a group by an identity provider's mapper",
        () -> group("/" + target.groupName(target.strongGroup())));
    idpMapper(
        "give a group by a mapper without its slash",
        () -> group(target.groupName(target.strongGroup())));
    idpMapper(
        "hide a permission from a mapper behind a role of its name",
        () -> {
          String slug = target.newPermission();
          target.rest().post("/roles", Map.of("name", "banata." + slug)).expect(201);
          return role("banata." + slug);
        });
    attacks.add(
        Attack.ofRealmAdmins(
            "import an identity provider's mapper that gives a role",
            () -> {
              String role = name(target.strong());
              // Of another name each time: Keycloak's cache remembers what was rolled back.
              return admin ->
                  AttackedProject.imported(
                          Map.of(
                              "identityProviders",
                              List.of(AttackedProject.idp("partner", "secret")),
                              "identityProviderMappers",
                              List.of(role(role))))
                      .apply(admin);
            }));
  }

  private void idpMapper(String name, Supplier<Map<String, Object>> mapper) {
    attacks.add(
        Attack.ofRealmAdmins(
            name,
            () -> {
              Map<String, Object> made = mapper.get();
              return admin -> admin.post(target.idpMappers(), made);
            }));
  }

  private Map<String, Object> role(String role) {
    return idpMapper("role", role);
  }

  private Map<String, Object> group(String group) {
    return idpMapper("group", group);
  }

  private Map<String, Object> idpMapper(String kind, String value) {
    return Map.of(
        "name",
        TestProjects.unique("mapper"),
        "identityProviderAlias",
        target.idp(),
        "identityProviderMapper",
        "oidc-hardcoded-" + kind + "-idp-mapper",
        "config",
        Map.of(kind, value, "syncMode", "FORCE"));
  }

  // Directories

  private void directories() {
    directory(
        "give a role by a directory's mapper",
        () -> ldapMapper("hardcoded-ldap-role-mapper", Map.of("role", name(target.strong()))));
    directory(
        "give a group by a directory's mapper",
        () ->
            ldapMapper(
                "hardcoded-ldap-group-mapper",
                Map.of("group", "/" + target.groupName(target.strongGroup()))));
    directory(
        "give roles by the names in a directory",
        () -> ldapMapper("role-ldap-mapper", byNames("roles", "role")));
    directory(
        "give groups by the names in a directory",
        () -> ldapMapper("group-ldap-mapper", byNames("groups", "group")));
  }

  private void directory(String name, Supplier<Map<String, Object>> mapper) {
    attacks.add(
        Attack.ofRealmAdmins(
            name,
            () -> {
              Map<String, Object> made = mapper.get();
              return admin -> admin.post("/components", made);
            }));
  }

  private Map<String, Object> ldapMapper(String type, Map<String, String> settings) {
    Map<String, List<String>> config = new HashMap<>();
    settings.forEach((name, value) -> config.put(name, List.of(value)));
    return Map.of(
        "name",
        TestProjects.unique("mapper"),
        "parentId",
        target.ldap(),
        "providerId",
        type,
        "providerType",
        "org.keycloak.storage.ldap.mappers.LDAPStorageMapper",
        "config",
        config);
  }

  private static Map<String, String> byNames(String kind, String name) {
    Map<String, String> settings = new HashMap<>();
    settings.put(kind + ".dn", "ou=" + kind + ",dc=example,dc=org");
    settings.put(name + ".name.ldap.attribute", "cn");
    settings.put(name + ".object.classes", "groupOfNames");
    settings.put("membership.ldap.attribute", "member");
    settings.put("membership.attribute.type", "DN");
    settings.put("membership.user.ldap.attribute", "uid");
    settings.put("mode", "READ_ONLY");
    settings.put("use.realm.roles.mapping", "true");
    settings.put("drop.non.existing.groups.during.sync", "false");
    return settings;
  }
}
