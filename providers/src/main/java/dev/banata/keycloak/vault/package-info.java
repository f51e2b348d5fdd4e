/**
 * References to secrets in Keycloak's vault: which of them belong to this product, and who may
 * write them.
 */
package dev.banata.keycloak.vault;
