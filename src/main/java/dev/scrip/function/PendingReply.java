package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A reply that may come before what was asked for is done: HTTP status 202, or a failed message.
 */
public interface PendingReply {

  /** {@return whether it is not done yet} */
  @JsonIgnore
  boolean isPending();
}
