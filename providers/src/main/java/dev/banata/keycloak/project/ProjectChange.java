package dev.banata.keycloak.project;

/** What to change of a project: null leaves a field as it is. */
record ProjectChange(
    String name,
    String slug,
    String description,
    String logoUrl,
    boolean removesLogo,
    Environment environment) {}
