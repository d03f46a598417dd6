package dev.scrip.store;

import dev.scrip.domain.EntryId;
import dev.scrip.domain.Membership;
import dev.scrip.store.AccountRecord.Kind;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An entry of the journal as Redis has it, in the form that {@code docs/journal.md} describes.
 *
 * @param id the id of the entry
 * @param operation the operation
 * @param keepsRecords whether records of creations and deletions are kept
 * @param lines the lines of what the entry changes
 * @param options the further fields: id, scope, by, reason, data and more, those that there are
 */
record StoredEntry(
    String id,
    String operation,
    boolean keepsRecords,
    List<String> lines,
    Map<String, String> options) {

  private static final String FORM = "v1";
  private static final int WORDS = 4;
  private static final Set<String> SNAPSHOT_LINES = Set.of("value", "snapshot", "gone");
  private static final Map<String, Kind> RECORDS =
      Map.of("created", Kind.CREATED, "deleted", Kind.DELETED);

  /** The entry in a reply of Redis, or null if it is of another form. */
  static StoredEntry of(Response reply) {
    List<String> fields = new ArrayList<>();
    for (Response each : reply.get(1)) {
      fields.add(each.toString());
    }
    return of(reply.get(0).toString(), fields);
  }

  /**
   * An entry.
   *
   * @param id its id
   * @param fields its fields and values in turn
   * @return the entry, or null if it is of another form
   */
  static StoredEntry of(String id, List<String> fields) {
    if (fields.size() < 2 || !fields.get(0).equals(FORM)) {
      return null;
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 2; i + 1 < fields.size(); i += 2) {
      options.put(fields.get(i), fields.get(i + 1));
    }
    List<String> lines = List.of(fields.get(1).split("\n", -1));
    String[] first = lines.get(0).split(" ", 2);
    return new StoredEntry(
        id,
        first[0],
        first.length == 2 && first[1].equals("log"),
        lines.subList(1, lines.size()),
        options);
  }

  /** What follows the text of each posting: the reason of a record, if records are kept. */
  String record() {
    return keepsRecords ? "\n" + options.getOrDefault("reason", "") : "";
  }

  /** Whether a line is the change of an account, and not of something else. */
  static boolean isPosting(String line) {
    return line.isEmpty() || !Character.isLetter(line.charAt(0));
  }

  /**
   * The words of a posting: the amount, the balance after it, the postings before it, the account;
   * fewer if the entry was tampered with.
   */
  static String[] words(String posting) {
    return posting.split(" ", WORDS);
  }

  /** Whether a line is a value of a snapshot, or the end of one, or of another book. */
  static boolean isOfSnapshot(String line) {
    return SNAPSHOT_LINES.contains(line.split(" ", 2)[0]);
  }

  /** Whether a line makes a snapshot complete, or ends one. */
  static boolean isEndOfSnapshot(String line) {
    return isOfSnapshot(line) && !line.startsWith("value ");
  }

  /**
   * The record of a creation or deletion in a line of a restored ledger, or null if the line has
   * none.
   *
   * @param at the entry
   */
  static AccountRecord record(EntryId at, String line) {
    String[] words = line.split(" ", 3);
    Kind kind = RECORDS.get(words[0]);
    int end = words.length == 3 ? words[2].indexOf('\t') : -1;
    if (kind == null || end < 1 || !Digits.areInteger(words[1], StoredAccount.MAX_DIGITS)) {
      return null;
    }
    String text = words[1] + " " + words[2].substring(end + 1);
    return new AccountRecord(
        words[2].substring(0, end).getBytes(StandardCharsets.UTF_8),
        at,
        kind,
        text.getBytes(StandardCharsets.UTF_8));
  }

  /** The membership in a line, with its encoded account; or null if the line has none. */
  static Membership membership(String line) {
    String[] words = line.split(" ", 3);
    boolean isMember = words[0].equals("in");
    return words.length == 3 && (isMember || words[0].equals("out"))
        ? new Membership(words[1], words[2], isMember)
        : null;
  }
}
