package dev.banata.keycloak.rbac;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What memberships, roles, bans and limits come down to, in as few words as possible. */
final class MembershipModel {

  static final String SUPER_ADMIN = "super_admin";
  static final String AUDITOR = "auditor";

  private static final String READ = "organization.read";
  private static final String INVITE = "member.invite";

  /** Roles by user, for each organization. */
  private final Map<Integer, Map<Integer, Set<String>>> members = new HashMap<>();

  private final Map<Integer, Integer> limits = new HashMap<>();
  private final Set<Integer> banned = new HashSet<>();
  private final Map<Integer, Session> sessions = new HashMap<>();
  private boolean auditorsAudit;

  /** The organization of a session, chosen or found. */
  private record Session(int organization, boolean isChosen) {}

  Map<Integer, Set<String>> members(int organization) {
    return members.computeIfAbsent(organization, none -> new TreeMap<>());
  }

  boolean add(int organization, int user, String role) {
    Map<Integer, Set<String>> all = members(organization);
    if (all.containsKey(user)
        || all.size() >= limits.getOrDefault(organization, Integer.MAX_VALUE)) {
      return false;
    }
    all.put(user, new TreeSet<>(Set.of(role)));
    return true;
  }

  boolean set(int organization, int user, Set<String> roles) {
    Map<Integer, Set<String>> all = members(organization);
    if (!all.containsKey(user)
        || (!roles.contains(SUPER_ADMIN) && isLastSuperAdmin(organization, user))) {
      return false;
    }
    all.put(user, new TreeSet<>(roles));
    return true;
  }

  boolean remove(int organization, int user) {
    Map<Integer, Set<String>> all = members(organization);
    if (!all.containsKey(user) || isLastSuperAdmin(organization, user)) {
      return false;
    }
    all.remove(user);
    return true;
  }

  private boolean isLastSuperAdmin(int organization, int user) {
    Map<Integer, Set<String>> all = members(organization);
    return all.get(user).contains(SUPER_ADMIN)
        && all.values().stream().filter(roles -> roles.contains(SUPER_ADMIN)).count() == 1;
  }

  void limit(int organization, int max) {
    limits.put(organization, max);
  }

  void ban(int user) {
    banned.add(user);
    sessions.remove(user);
  }

  void unban(int user) {
    banned.remove(user);
  }

  boolean isBanned(int user) {
    return banned.contains(user);
  }

  void auditorsAudit(boolean audit) {
    auditorsAudit = audit;
  }

  boolean choose(int user, int organization) {
    if (!members(organization).containsKey(user)) {
      return false;
    }
    sessions.put(user, new Session(organization, true));
    return true;
  }

  /** The organization of the next token of the user's session. */
  Optional<Integer> active(int user, int organizations) {
    Session session = sessions.get(user);
    if (session != null && members(session.organization()).containsKey(user)) {
      return Optional.of(session.organization());
    }
    if (session != null && session.isChosen()) {
      return Optional.empty();
    }
    List<Integer> own = ofUser(user, organizations);
    if (own.size() != 1) {
      return Optional.empty();
    }
    if (session == null) {
      sessions.put(user, new Session(own.get(0), false));
    }
    return Optional.of(own.get(0));
  }

  List<Integer> ofUser(int user, int organizations) {
    return IntStream.range(0, organizations)
        .boxed()
        .filter(organization -> members(organization).containsKey(user))
        .toList();
  }

  /** Of three permissions, those that the user has in the organization. */
  boolean may(int user, int organization, String permission) {
    Set<String> roles = members(organization).getOrDefault(user, Set.of());
    if (banned.contains(user) || roles.isEmpty()) {
      return false;
    }
    return roles.contains(SUPER_ADMIN)
        || switch (permission) {
          case READ -> roles.contains("member") || roles.contains("admin");
          case INVITE -> roles.contains("admin");
          default -> roles.contains("admin") || (roles.contains(AUDITOR) && auditorsAudit);
        };
  }
}
