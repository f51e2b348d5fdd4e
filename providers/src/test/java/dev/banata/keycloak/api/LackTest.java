package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.strength.Strength;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.RealmModel;

final class LackTest {

  private static final RealmModel SHOP =
      (RealmModel)
          Proxy.newProxyInstance(
              RealmModel.class.getClassLoader(),
              new Class<?>[] {RealmModel.class},
              (proxy, method, arguments) -> method.getName().equals("getName") ? "shop" : null);

  private static Strength strength(String... slugs) {
    return Strength.of(PermissionSet.of(List.of(slugs)));
  }

  private static String told(Caller caller, Strength strength) {
    return Lack.of(caller, strength, SHOP);
  }

  @Test
  void tellsAKeyItsPermissions() {
    Key key = new Key("user.read", null);

    assertThat(told(key, strength("user.read", "user.manage")))
        .isEqualTo("gives permissions that your key lacks: user.manage.");
    assertThat(told(key, strength("*")))
        .isEqualTo("gives permissions that your key lacks: full access.");
    assertThat(told(key, Strength.everything()))
        .isEqualTo(
            "gives the administration of the realm, which only a key with full access covers.");
    assertThat(Lack.ofCall(key, SHOP, Permission.CLIENT_READ, Permission.DASHBOARD_READ))
        .isEqualTo("This needs the permission client.read or dashboard.read.");
  }

  @Test
  void tellsAKeyOfAnOrganizationItsBounds() {
    Key key = new Key("user.read", "org");

    assertThat(told(key, strength("user.read")))
        .isEqualTo("gives permissions beyond your key's organization.");
    assertThat(Lack.ofCall(key, SHOP, Permission.EMAIL_MANAGE))
        .isEqualTo(
            "This needs the permission email.manage, which an organization-scoped key cannot have.");
  }

  @Test
  void tellsAFullKeyOfAnOrganizationItsBoundsAndNotThatItNeedsFullAccess() {
    Key key = new Key("*", "org");

    assertThat(told(key, Strength.everything()))
        .isEqualTo("gives permissions beyond your key's organization.");
    assertThat(told(key, strength("user.read")))
        .isEqualTo("gives permissions beyond your key's organization.");
  }

  @Test
  void tellsAKeyOfAnOrganizationWhatItLacksThere() {
    PermissionSet permissions = PermissionSet.of(List.of("user.read", "user.manage"));

    assertThat(told(new Key("user.read", "org"), Strength.inOrganization("org", permissions)))
        .isEqualTo("gives permissions that your key lacks: user.manage.");
  }

  @Test
  void tellsAnAdminTheirRoles() {
    assertThat(told(new Admin("manage-realm"), strength("role.create")))
        .isEqualTo(
            "gives more than your admin roles cover. You need the role manage-realm of shop-realm.");
    assertThat(told(new Admin("manage-realm", "view-users"), strength("role.create", "user.read")))
        .contains("the roles manage-realm, view-users of shop-realm");
    assertThat(Lack.ofCall(new Admin(), SHOP, Permission.USER_READ, Permission.DASHBOARD_READ))
        .isEqualTo("This needs the role view-users of shop-realm.");
  }

  @Test
  void countsWhatItDoesNotList() {
    String[] many = IntStream.range(10, 42).mapToObj(n -> "ticket.n" + n).toArray(String[]::new);

    assertThat(told(new Key("user.read", null), strength(many)))
        .contains("ticket.n29, and 12 more.")
        .doesNotContain("ticket.n30");
  }

  /** What both kinds of callers have in common. */
  private abstract static class Somebody implements Caller {

    @Override
    public String id() {
      return "id";
    }

    @Override
    public Optional<RealmModel> boundRealm() {
      return Optional.empty();
    }

    @Override
    public boolean mayView(RealmModel realm) {
      return true;
    }

    @Override
    public boolean may(Permission permission, RealmModel realm) {
      return false;
    }

    @Override
    public AuthDetails authDetails() {
      return new AuthDetails();
    }
  }

  private static final class Admin extends Somebody {

    private final List<String> lacking;

    Admin(String... lacking) {
      this.lacking = List.of(lacking);
    }

    @Override
    public List<String> lacking(Strength strength, RealmModel realm) {
      return lacking;
    }

    @Override
    public boolean covers(Strength strength, RealmModel realm) {
      return false;
    }

    @Override
    public boolean isApplication() {
      return false;
    }
  }

  private static final class Key extends Somebody {

    private final PermissionSet permissions;
    private final Optional<String> organizationId;

    Key(String permission, String organizationId) {
      this.permissions = PermissionSet.of(List.of(permission));
      this.organizationId = Optional.ofNullable(organizationId);
    }

    @Override
    public boolean covers(Strength strength, RealmModel realm) {
      return organizationId.map(own -> own.equals(strength.organizationId())).orElse(true)
          && (!strength.administers() || permissions.isFull())
          && permissions.covers(strength.permissions());
    }

    @Override
    public boolean isApplication() {
      return true;
    }

    @Override
    public Optional<String> organizationId() {
      return organizationId;
    }
  }
}
