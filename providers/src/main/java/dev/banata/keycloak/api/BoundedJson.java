package dev.banata.keycloak.api;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.keycloak.util.JsonSerialization;

/**
 * Reads JSON that somebody else wrote, whether it comes with a request or from an attribute that
 * the Admin REST API can write. Depth and number of values are limited while it is read, so nothing
 * that is read can overflow the stack of whoever walks it, or be too deep to be written again.
 */
public final class BoundedJson {

  /** Levels of objects and arrays, the outermost included. */
  public static final int MAX_DEPTH = 32;

  /** Names, values, and beginnings and ends of objects and arrays. */
  static final int MAX_TOKENS = 50_000;

  private static final int MAX_NAME = 1_000;

  private static final ObjectMapper MAPPER = bounded();

  private BoundedJson() {}

  private static ObjectMapper bounded() {
    ObjectMapper mapper =
        JsonSerialization.mapper
            .copy()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxTokenCount(MAX_TOKENS)
                .maxNameLength(MAX_NAME)
                .build());
    return mapper;
  }

  /** The reader, which is never changed. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }
}
