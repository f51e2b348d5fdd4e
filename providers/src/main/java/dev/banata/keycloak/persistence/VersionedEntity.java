package dev.banata.keycloak.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;

/**
 * What every row of ours has: a version, so that a row which somebody else changed is never written
 * over. {@link Store} locks a row before it is changed, so this is the second line: it refuses with
 * a conflict what got past the lock, such as a node of an older version.
 */
@MappedSuperclass
public abstract class VersionedEntity {

  @Version
  @Column(name = "VERSION", nullable = false)
  private long version;

  @Transient private boolean held;

  /** Notes that the row is this transaction's: it is locked, or was inserted by it. */
  final void hold() {
    held = true;
  }

  final boolean isHeld() {
    return held;
  }
}
