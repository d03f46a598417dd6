package dev.scrip.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An operation id in a checkpoint, a line of JSON.
 *
 * @param id the id, with its scope as prefix
 * @param remembered the fingerprint of the request and its outcome, as Redis holds them
 */
@RegisterForReflection
public record RememberedId(String id, String remembered) {

  /** The line. */
  byte[] line() {
    try {
      return ManifestText.MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The id in a line.
   *
   * @param line the line
   * @return the id, or null if the line has none
   */
  public static RememberedId of(String line) {
    try {
      RememberedId id = ManifestText.MAPPER.readValue(line, RememberedId.class);
      return id == null || id.id() == null || id.remembered() == null ? null : id;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
