package dev.banata.keycloak.email;

/** A mail that is ready to be sent. */
record RenderedEmail(String subject, String html, String text) {}
