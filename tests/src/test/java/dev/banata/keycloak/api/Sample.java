package dev.banata.keycloak.api;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How an operation is called so that it succeeds.
 *
 * @param input a valid request about the things of a target
 * @param foreign what a key gets for ids of another project; null if the request has none
 * @param uses what cannot be used for a second call
 * @param forAdminsOnly true if no key may do it
 * @param always what the operation says to everybody who may call it; null if it does something
 */
public record Sample(
    Function<Target, Map<String, Object>> input,
    Refused foreign,
    Uses uses,
    boolean forAdminsOnly,
    Refused always) {

  /** A refusal. */
  public record Refused(int status, String code) {}

  /** What a successful call uses up. */
  public enum Uses {
    NOTHING,
    USER_OR_KEY,
    PROJECT
  }

  /** What there is in a project for requests to name. */
  public record Target(
      TestProject project,
      String userId,
      TestKey key,
      String clientId,
      Supplier<TestOrganization> organizations) {

    /** The permission of the target's key: a caller has to have it to touch the key. */
    public static final String PERMISSION = "billing.read";

    /** What the things of a sample lead to. */
    public static final String COVERING = "billing.*";

    public static Target in(TestProject project) {
      return new Target(
          project,
          project.newUser().get("id").asText(),
          project.newKey(Map.of("permissions", List.of(PERMISSION))),
          project.newClient(Map.of()).get("id").asText(),
          new Once<>(() -> TestOrganization.in(project)));
    }

    public TestOrganization organization() {
      return organizations.get();
    }
  }

  /** Makes something when it is asked for, and only once. */
  private static final class Once<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private T made;

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    @Override
    public synchronized T get() {
      if (made == null) {
        made = maker.get();
      }
      return made;
    }
  }

  static Sample of(Function<Target, Map<String, Object>> input) {
    return new Sample(input, null, Uses.NOTHING, false, null);
  }

  Sample foreign(int status, String code) {
    return new Sample(input, new Refused(status, code), uses, forAdminsOnly, always);
  }

  Sample uses(Uses used) {
    return new Sample(input, foreign, used, forAdminsOnly, always);
  }

  Sample adminsOnly() {
    return new Sample(input, foreign, uses, true, always);
  }

  Sample always(int status, String code) {
    return new Sample(input, foreign, uses, forAdminsOnly, new Refused(status, code));
  }
}
