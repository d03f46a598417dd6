package dev.scrip.archive;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An object with lines of JSON (NDJSON), compressed by gzip.
 *
 * @param object its name
 * @param bytes its size
 * @param lines the number of lines
 * @param sha256 the SHA-256 of its bytes, in hexadecimal digits
 */
@RegisterForReflection
public record DataObject(String object, long bytes, long lines, String sha256) {

  /** Whether it has a name and a sum. */
  boolean isComplete() {
    return object != null && sha256 != null;
  }
}
