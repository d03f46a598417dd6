package dev.scrip.domain;

/**
 * What a ledger is to be restored from.
 *
 * @param from the ledger whose archive it is
 * @param begin the journal's first entry of that archive, or null for the newest one
 * @param at the entry up to which it is restored, which need not exist; or null for all
 * @param reason the reason, or null
 * @param by the caller, or null
 */
public record RestoreQuery(String from, String begin, String at, String reason, String by) {}
