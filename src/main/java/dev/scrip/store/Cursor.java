package dev.scrip.store;

import dev.scrip.domain.Entry;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cursors of pages: opaque texts that state where the next page begins. */
final class Cursor {

  private static final Pattern PLACE =
      Pattern.compile("(0|-?[1-9][0-9]{0,77}) ([^\\p{Cc}\\p{Cs}]{1,1000})");

  private static final Pattern SCAN = Pattern.compile("scan ([0-9]{1,19})");

  private static final Pattern AUDIT =
      Pattern.compile(
          "(balances|ranking|journal)\n((?s:.*))\n"
              + "(0|-?[1-9][0-9]{0,99})\n(-|[0-9]{1,19}-[0-9]{1,19})");

  /** The positions within each phase of an audit, such that Redis accepts their numbers. */
  private static final Map<String, Pattern> AUDIT_POSITIONS =
      Map.of(
          "balances",
          Pattern.compile("[0-9]{0,19}"),
          // A member of the ranking may be any text, because an audit may find it faulty.
          "ranking",
          Pattern.compile("|-?(?:inf|[0-9]{1,20}(?:\\.[0-9]{1,20})?(?:e[+-]?[0-9]{1,3})?) (?s:.*)"),
          "journal",
          Pattern.compile("|[0-9]{1,19}-[0-9]{1,19}(?:/[0-9]{1,9})?"));

  /** The state in which an audit begins. */
  static final AuditState AUDIT_START = new AuditState("balances", "", "0", "-");

  private Cursor() {}

  /**
   * A place in the ranking.
   *
   * @param units the balance of the account when the page was read, in smallest units
   * @param account the encoded account behind which the next page begins
   */
  record Place(String units, String account) {}

  /** The cursor of a place in the ranking. */
  static String ofPlace(String units, String account) {
    return encode(units + " " + account);
  }

  /** The place of a cursor, which is refused as {@code invalid-request} if it has none. */
  static Place place(String cursor) {
    Matcher matcher = match(PLACE, cursor);
    return new Place(matcher.group(1), matcher.group(2));
  }

  /** The cursor of a cursor of HSCAN. */
  static String ofScan(String scan) {
    return encode("scan " + scan);
  }

  /** The cursor of HSCAN in a cursor, which is refused as {@code invalid-request} without one. */
  static String scan(String cursor) {
    return match(SCAN, cursor).group(1);
  }

  /**
   * The state of an audit between two pages, as in {@code lua/audit.lua}.
   *
   * @param phase balances, ranking or journal
   * @param at the position within the phase, or empty at its begin
   * @param sum the sum of the phase so far, in smallest units
   * @param tail the last entry of the journal when the phase began, or {@code -}
   */
  record AuditState(String phase, String at, String sum, String tail) {}

  /** The cursor of the state in a reply of {@code audit.lua}. */
  static String ofAudit(Response next) {
    return encode(next.get(0) + "\n" + next.get(1) + "\n" + next.get(2) + "\n" + next.get(3));
  }

  /** The state of a cursor, which is refused as {@code invalid-request} if it has none. */
  static AuditState audit(String cursor) {
    Matcher matcher = match(AUDIT, cursor);
    if (!AUDIT_POSITIONS.get(matcher.group(1)).matcher(matcher.group(2)).matches()) {
      throw noCursor();
    }
    return new AuditState(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
  }

  /** The entry of a cursor, which is refused as {@code invalid-request} if it has none. */
  static String entry(String cursor) {
    if (!Entry.isId(cursor)) {
      throw noCursor();
    }
    return cursor;
  }

  private static Matcher match(Pattern pattern, String cursor) {
    Matcher matcher = pattern.matcher(decode(cursor));
    if (!matcher.matches()) {
      throw noCursor();
    }
    return matcher;
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw noCursor();
    }
  }

  private static RefusedException noCursor() {
    return new RefusedException(Refusal.invalid("cursor", "must be the cursor of an earlier page"));
  }
}
