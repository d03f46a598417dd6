package dev.scrip.store;

import dev.scrip.domain.Membership;
import io.vertx.redis.client.Response;
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

  /** The entry in a reply of Redis, or null if it is of another form. */
  static StoredEntry of(Response reply) {
    // Fields and values in turn.
    Response fields = reply.get(1);
    if (!fields.get(0).toString().equals(FORM)) {
      return null;
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 2; i + 1 < fields.size(); i += 2) {
      options.put(fields.get(i).toString(), fields.get(i + 1).toString());
    }
    List<String> lines = List.of(fields.get(1).toString().split("\n", -1));
    String[] first = lines.get(0).split(" ", 2);
    return new StoredEntry(
        reply.get(0).toString(),
        first[0],
        first.length == 2 && first[1].equals("log"),
        lines.subList(1, lines.size()),
        options);
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

  /** The membership in a line, with its encoded account; or null if the line has none. */
  static Membership membership(String line) {
    String[] words = line.split(" ", 3);
    boolean isMember = words[0].equals("in");
    return words.length == 3 && (isMember || words[0].equals("out"))
        ? new Membership(words[1], words[2], isMember)
        : null;
  }
}
