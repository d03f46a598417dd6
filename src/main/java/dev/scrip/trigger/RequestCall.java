package dev.scrip.trigger;

import dev.scrip.function.Call;

/** The call that a request over HTTP is, for functions that are reached that way. */
public interface RequestCall extends Call {}
