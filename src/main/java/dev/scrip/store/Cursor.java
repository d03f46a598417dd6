package dev.scrip.store;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the next page begins, as opaque text. */
final class Cursor {

  private static final Pattern PLACE =
      Pattern.compile("(0|-?[1-9][0-9]{0,77}) ([^\\p{Cc}\\p{Cs}]{1,300})");
  private static final Pattern ENTRY = Pattern.compile("[0-9]{1,19}-[0-9]{1,19}");

  private Cursor() {}

  /** A place in the ranking: behind an account with the balance that it had. */
  record Place(String units, String account) {}

  static String ofPlace(AccountBalance last) {
    String text = last.balance().units() + " " + last.account();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Place place(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      Matcher matcher = PLACE.matcher(text);
      if (matcher.matches()) {
        return new Place(matcher.group(1), matcher.group(2));
      }
    } catch (IllegalArgumentException e) {
      // Not base64: no cursor of ours, as below.
    }
    throw noCursor();
  }

  /** The entry at which a page of the journal begins. */
  static String entry(String cursor) {
    if (!ENTRY.matcher(cursor).matches()) {
      throw noCursor();
    }
    return cursor;
  }

  private static RefusedException noCursor() {
    return new RefusedException(Refusal.invalid("cursor", "must be the cursor of an earlier page"));
  }
}
