/**
 * Plain Keycloak and Keycloak with Banata, on the same machine and the same PostgreSQL, in one run.
 */
package dev.banata.keycloak.benchmark;
