package dev.banata.keycloak.project;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Nationalized;

/** A row of {@code BANATA_PROJECT}; lists of projects are read from here and never from realms. */
@Entity
@Table(name = "BANATA_PROJECT")
class ProjectEntity extends VersionedEntity {

  @Id
  @Column(name = "ID", length = 36)
  private String id;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "SLUG")
  private String slug;

  @Nationalized
  @Column(name = "NAME")
  private String name;

  @Nationalized
  @Column(name = "DESCRIPTION", length = 500)
  private String description;

  @Column(name = "LOGO_URL", length = 2048)
  private String logoUrl;

  @Column(name = "OWNER_ID", length = 36)
  private String ownerId;

  @Column(name = "ENVIRONMENT", length = 16)
  private String environment;

  @Column(name = "CREATED_AT")
  private long createdAt;

  @Column(name = "UPDATED_AT")
  private long updatedAt;

  /** What searches for a part of the slug or the name are looked up by. */
  @ElementCollection
  @CollectionTable(name = "BANATA_PROJECT_TRIGRAM", joinColumns = @JoinColumn(name = "PROJECT_ID"))
  @Nationalized
  @Column(name = "TRIGRAM", length = 6)
  private Set<String> trigrams = new HashSet<>();

  @Column(name = "SET_UP")
  private int setUp;

  protected ProjectEntity() {}

  ProjectEntity(String id, String realmId, String ownerId, long now) {
    this.id = id;
    this.realmId = realmId;
    this.ownerId = ownerId;
    this.createdAt = now;
    this.updatedAt = now;
  }

  String id() {
    return id;
  }

  void describe(String newSlug, String newName, Environment newEnvironment) {
    slug = newSlug;
    name = newName;
    environment = newEnvironment.text();
    index();
  }

  void index() {
    Set<String> now = Trigrams.of(slug, name);
    trigrams.retainAll(now);
    trigrams.addAll(now);
  }

  void decorate(String newDescription, String newLogoUrl) {
    description = newDescription;
    logoUrl = newLogoUrl;
  }

  /** Notes which version of what we give every project its realm has. */
  void setUp(int version) {
    setUp = version;
  }

  void touch(long now) {
    updatedAt = now;
  }

  Project toProject() {
    return new Project(
        id,
        realmId,
        slug,
        name,
        description,
        logoUrl,
        ownerId,
        Environment.of(environment),
        createdAt,
        updatedAt);
  }
}
