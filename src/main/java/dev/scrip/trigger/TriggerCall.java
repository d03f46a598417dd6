package dev.scrip.trigger;

import dev.scrip.access.Caller;
import dev.scrip.function.Call;

/**
 * A call whose particulars its trigger knows from the beginning.
 *
 * @param id the operation id that came with it, or null
 * @param scope whose id that is, or null for the caller's own
 * @param caller who is calling
 */
public record TriggerCall(String id, String scope, Caller caller) implements Call {}
