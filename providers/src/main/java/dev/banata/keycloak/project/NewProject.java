package dev.banata.keycloak.project;

/** What a project is made from; description and logo may be null. */
record NewProject(
    String name, String slug, String description, String logoUrl, Environment environment) {}
