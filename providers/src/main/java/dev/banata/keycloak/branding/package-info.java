/**
 * How a project looks: realm attributes {@code banata.branding.*}, read by the login theme and by
 * mails, overridden by attributes of a client.
 */
package dev.banata.keycloak.branding;
