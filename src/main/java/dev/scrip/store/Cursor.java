package dev.scrip.store;

import dev.scrip.domain.Entry;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cursors of pages: opaque texts that state where the next page begins. */
final class Cursor {

  private static final Pattern PLACE =
      Pattern.compile("(0|-?[1-9][0-9]{0,77}) ([^\\p{Cc}\\p{Cs}]{1,1000})");

  private static final Pattern SCAN = Pattern.compile("scan ([0-9]{1,19})");

  private static final Pattern MEMBER = Pattern.compile("member ([^\\p{Cc}\\p{Cs}]{1,1000})");

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

  /** The cursor of a member of a group. */
  static String ofMember(String account) {
    return encode("member " + account);
  }

  /** The member of a cursor, which is refused as {@code invalid-request} if it has none. */
  static String member(String cursor) {
    return match(MEMBER, cursor).group(1);
  }

  /** Whether a cursor is one of a member of a group. */
  static boolean isMember(String cursor) {
    return MEMBER.matcher(decode(cursor)).matches();
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
