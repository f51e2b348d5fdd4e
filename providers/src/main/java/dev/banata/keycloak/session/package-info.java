/**
 * Sessions of users: what is told of them, how they end, and those of somebody who acts for one.
 */
package dev.banata.keycloak.session;
