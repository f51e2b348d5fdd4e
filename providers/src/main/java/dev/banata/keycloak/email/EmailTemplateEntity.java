package dev.banata.keycloak.email;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Nationalized;

/**
 * A row of {@code BANATA_EMAIL_TEMPLATE}. A built-in template has one once its content was changed.
 */
@Entity
@Table(name = "BANATA_EMAIL_TEMPLATE")
class EmailTemplateEntity extends VersionedEntity {

  /** In place of a language: the one that is used when there is none for the reader's. */
  static final String EVERY_LOCALE = "*";

  @Id
  @Column(name = "ID", length = 36)
  private String id;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Nationalized
  @Column(name = "NAME", length = 200)
  private String name;

  @Column(name = "SLUG", length = 200)
  private String slug;

  @Column(name = "LOCALE", length = 32)
  private String locale;

  @Nationalized
  @Column(name = "SUBJECT", length = 500)
  private String subject;

  @Nationalized
  @Column(name = "PREVIEW_TEXT", length = 200)
  private String previewText;

  @Column(name = "CATEGORY", length = 32)
  private String category;

  @Nationalized
  @Column(name = "DESCRIPTION", length = 1000)
  private String description;

  @Nationalized
  @Column(name = "BLOCKS_JSON", length = 1_000_000)
  private String blocksJson;

  @Nationalized
  @Column(name = "VARIABLES_JSON", length = 1_000_000)
  private String variablesJson;

  @Column(name = "BUILT_IN_TYPE", length = 32)
  private String builtInType;

  @Column(name = "CREATED_AT")
  private long createdAt;

  @Column(name = "UPDATED_AT")
  private long updatedAt;

  protected EmailTemplateEntity() {}

  EmailTemplateEntity(String realmId, EmailTemplate template) {
    this.id = template.id();
    this.realmId = realmId;
    this.locale = template.locale() == null ? EVERY_LOCALE : template.locale();
    this.builtInType = template.type().map(TemplateType::text).orElse(null);
    this.createdAt = template.createdAt();
    write(template);
  }

  /** Takes over what can be changed. */
  void write(EmailTemplate template) {
    name = template.name();
    slug = template.slug();
    subject = template.subject();
    previewText = template.previewText();
    category = template.category();
    description = template.description();
    blocksJson = template.blocksJson();
    variablesJson = template.variablesJson();
    updatedAt = template.updatedAt();
  }

  EmailTemplate toTemplate() {
    return new EmailTemplate(
        id,
        name,
        slug,
        subject,
        previewText,
        category,
        description,
        blocksJson,
        variablesJson,
        TemplateType.of(builtInType),
        EVERY_LOCALE.equals(locale) ? null : locale,
        createdAt,
        updatedAt,
        true);
  }
}
