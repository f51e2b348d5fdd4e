package dev.banata.keycloak.project;

import dev.banata.keycloak.compat.Realms;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** The project that every dashboard admin gets once, at the first sign-in to the console. */
final class DefaultProjects {

  private static final Logger LOG = Logger.getLogger(DefaultProjects.class);
  private static final int MAX_SLUG = 72;
  private static final int MAX_TRIES = 100;
  private static final int MAX_NAME = 100;
  private static final String NAME_SUFFIX = "'s Project";

  private final KeycloakSession session;
  private final Projects projects;
  private final DefaultProjectStore store;

  DefaultProjects(KeycloakSession session) {
    this.session = session;
    this.projects = session.getProvider(Projects.class);
    this.store = new DefaultProjectStore(session);
  }

  /** Makes the admin's project unless they have had it, or is no dashboard admin. */
  void onFirstSignIn(String userId) {
    RealmModel adminRealm = Realms.adminRealm(session);
    session.getContext().setRealm(adminRealm);
    UserModel admin = session.users().getUserById(adminRealm, userId);
    if (admin == null || !isDashboardAdmin(admin) || store.hasHad(userId)) {
      return;
    }
    Project project = create(admin);
    LOG.infof("Made the default project %s (%s) of admin %s", project.slug(), project.id(), userId);
  }

  /** Makes a project for the admin and notes that they have had their default one. */
  Project create(UserModel admin) {
    if (!store.hasHad(admin.getId())) {
      // The note first: of two sign-ins at the same time, on any node, one stops here.
      store.insert(admin.getId(), Realms.adminRealm(session).getId(), System.currentTimeMillis());
    }
    String displayName = displayName(admin);
    return projects.create(
        new NewProject(
            projectName(displayName),
            freeSlug(slugify(displayName + "-project")),
            null,
            null,
            Environment.DEVELOPMENT),
        admin);
  }

  /** An admin who may make projects: not one of a single realm, and no service account. */
  private boolean isDashboardAdmin(UserModel user) {
    RealmModel adminRealm = Realms.adminRealm(session);
    return user.getServiceAccountClientLink() == null
        && (has(user, adminRealm.getRole(AdminRoles.ADMIN))
            || has(user, adminRealm.getRole(AdminRoles.CREATE_REALM)));
  }

  private static boolean has(UserModel user, RoleModel role) {
    return role != null && user.hasRole(role);
  }

  private static String displayName(UserModel user) {
    String first = Optional.ofNullable(user.getFirstName()).orElse("");
    String last = Optional.ofNullable(user.getLastName()).orElse("");
    String name = (first + " " + last).strip();
    if (!name.isEmpty()) {
      return name;
    }
    String username = Optional.ofNullable(user.getUsername()).orElse("");
    int at = username.indexOf('@');
    String local = at < 0 ? username : username.substring(0, at);
    return local.isBlank() ? "My" : local;
  }

  static String projectName(String displayName) {
    int max = MAX_NAME - NAME_SUFFIX.length();
    return displayName.substring(0, Math.min(displayName.length(), max)) + NAME_SUFFIX;
  }

  static String slugify(String text) {
    String ascii =
        Normalizer.normalize(text, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String cut = ascii.substring(0, Math.min(ascii.length(), MAX_SLUG)).replaceAll("-$", "");
    return cut.isEmpty() ? "project" : cut;
  }

  private String freeSlug(String slug) {
    for (int i = 1; i <= MAX_TRIES; i++) {
      String candidate = i == 1 ? slug : slug + "-" + i;
      if (session.realms().getRealmByName(candidate) == null && !projects.isFormer(candidate)) {
        return candidate;
      }
    }
    return slug + "-" + System.currentTimeMillis();
  }
}
