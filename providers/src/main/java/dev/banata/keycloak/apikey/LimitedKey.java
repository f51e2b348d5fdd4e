package dev.banata.keycloak.apikey;

/** What a bucket belongs to: a key whose limit was changed gets a new one. */
record LimitedKey(String keyId, RateLimit limit) {}
