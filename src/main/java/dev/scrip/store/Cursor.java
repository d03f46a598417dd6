package dev.scrip.store;

import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the next page begins, as opaque text. */
final class Cursor {

  private static final Pattern PLACE =
      Pattern.compile("(0|-?[1-9][0-9]{0,77}) ([^\\p{Cc}\\p{Cs}]{1,1000})");
  private static final Pattern ENTRY = Pattern.compile("[0-9]{1,19}-[0-9]{1,19}");

  private static final Pattern AUDIT =
      Pattern.compile(
          "(balances|ranking|journal)\n"
              // A place in the ranking may be anything, for it may be what is wrong.
              + "(|[0-9]{1,20}|-?(?:inf|[0-9][0-9.e+-]{0,30}) (?s:.*)|[0-9]{1,19}-[0-9]{1,19})\n"
              + "(0|-?[1-9][0-9]{0,99})\n(-|[0-9]{1,19}-[0-9]{1,19})");

  /** Where an audit begins. */
  static final AuditState AUDIT_START = new AuditState("balances", "", "0", "-");

  private Cursor() {}

  /** A place in the ranking: behind an account with the balance that it had. */
  record Place(String units, String account) {}

  static String ofPlace(String units, String account) {
    return encode(units + " " + account);
  }

  static Place place(String cursor) {
    Matcher matcher = PLACE.matcher(decode(cursor));
    if (!matcher.matches()) {
      throw noCursor();
    }
    return new Place(matcher.group(1), matcher.group(2));
  }

  /** Where a page of an audit begins: as in {@code lua/audit.lua}. */
  record AuditState(String phase, String at, String sum, String tail) {}

  static String ofAudit(Response next) {
    return encode(next.get(0) + "\n" + next.get(1) + "\n" + next.get(2) + "\n" + next.get(3));
  }

  static AuditState audit(String cursor) {
    Matcher matcher = AUDIT.matcher(decode(cursor));
    if (!matcher.matches()) {
      throw noCursor();
    }
    return new AuditState(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
  }

  /** The entry at which a page of the journal begins. */
  static String entry(String cursor) {
    if (!ENTRY.matcher(cursor).matches()) {
      throw noCursor();
    }
    return cursor;
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
