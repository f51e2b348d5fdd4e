package dev.banata.keycloak.benchmark;

import java.util.function.IntConsumer;

/**
 * One thing that both offer. Calls take the number of the sample, to spread over the projects.
 *
 * @param plain the call of plain Keycloak, or null where it has nothing like it
 */
record Operation(String title, int samples, IntConsumer plain, IntConsumer banata) {}
