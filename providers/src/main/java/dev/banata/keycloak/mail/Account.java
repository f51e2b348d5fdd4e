package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Secret;
import java.util.Map;

/** What a project has at a provider. */
record Account(Map<String, String> fields, Secret secret) {

  String field(String name) {
    return fields.get(name);
  }
}
