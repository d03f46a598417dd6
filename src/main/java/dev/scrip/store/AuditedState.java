package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an audit has found to agree, from which the next one goes on.
 *
 * @param entry the journal's last entry at the instant of the audit
 * @param entries the number of entries up to it
 * @param digest the {@link LedgerDigest} of the accounts
 */
record AuditedState(EntryId entry, long entries, String digest) {

  private static final Pattern TEXT =
      Pattern.compile("([0-9]{1,19}-[0-9]{1,19}) ([0-9]{1,18}) ([0-9a-f]{64})");

  /** The state in a text, or null if it is none. */
  static AuditedState of(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? new AuditedState(
            EntryId.of(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3))
        : null;
  }

  @Override
  public String toString() {
    return entry + " " + entries + " " + digest;
  }
}
