/**
 * The only way out of this server: every connection to a server that a project has named, or that a
 * caller can influence, is made here. The address is looked up once, checked against {@link
 * dev.banata.keycloak.outgoing.DeniedNetworks}, and exactly that address is connected to; redirects
 * are not followed, time and size are limited, and a project has a limited number of threads that
 * wait. From outside use {@link dev.banata.keycloak.outgoing.OutgoingConnections}. Tests: {@code
 * outgoing.*Test} and {@code outgoing.NeighboursIT}.
 */
package dev.banata.keycloak.outgoing;
