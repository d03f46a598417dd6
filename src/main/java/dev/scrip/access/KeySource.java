package dev.scrip.access;

import java.util.concurrent.CompletionStage;

/** The place that the keys which verify tokens come from. No method blocks. */
interface KeySource {

  /**
   * Returns the keys.
   *
   * @return the keys, at once unless they must be loaded; or the refusal {@code keys-unavailable}
   */
  CompletionStage<KeySet> keys();

  /**
   * Returns the keys after a token had an unknown one, which may have been published since.
   *
   * @return the keys, loaded again if that was not done just now; or the refusal {@code
   *     keys-unavailable}
   */
  default CompletionStage<KeySet> newerKeys() {
    return keys();
  }
}
