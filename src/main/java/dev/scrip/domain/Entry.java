package dev.scrip.domain;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entry of the journal: one applied operation.
 *
 * @param entry the id of the entry, opaque to users
 * @param operation the name of the operation, such as {@code transfer}
 * @param id the operation id, or null
 * @param at the time by the clock of Redis, in milliseconds
 * @param by the name of the caller, or null
 * @param reason the caller's reason, or null
 * @param data the caller's data, the text of a JSON object, or null
 * @param postings the changes of accounts, in order
 * @param memberships the changes of groups, in order
 */
public record Entry(
    String entry,
    String operation,
    String id,
    Instant at,
    String by,
    String reason,
    String data,
    List<Posting> postings,
    List<Membership> memberships) {

  private static final Pattern ID = Pattern.compile("[0-9]{1,19}-[0-9]{1,19}");

  /** The last instant whose milliseconds are a long. */
  private static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

  /** No entry of a millisecond has a greater number. */
  private static final String LAST_NUMBER = "-18446744073709551615";

  private static final DateTimeFormatter TO_THE_MILLISECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Reports whether a text has the form of an entry's id.
   *
   * @param text the text
   * @return true for two numbers of 1 to 19 digits with a hyphen between them
   */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * The place in the journal that a text names: an entry, or the last one of the millisecond of an
   * instant, whether or not there is one.
   *
   * @param text an entry's id, or an ISO 8601 instant
   * @return the id of the entry, without leading zeros; or empty if the text is neither
   */
  public static Optional<String> position(String text) {
    if (isId(text)) {
      String[] numbers = text.split("-", 2);
      return Optional.of(new BigInteger(numbers[0]) + "-" + new BigInteger(numbers[1]));
    }
    try {
      return Optional.of(lastOf(Instant.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The last id that an entry of the millisecond of an instant can have.
   *
   * @param instant the instant
   * @return the id; that before the first one, if the instant precedes 1970
   */
  public static String lastOf(Instant instant) {
    if (instant.isBefore(Instant.EPOCH)) {
      return "0-0";
    }
    Instant known = instant.isBefore(END) ? instant : END;
    return known.toEpochMilli() + LAST_NUMBER;
  }

  /**
   * The entry with the postings that a caller may see. An account owner sees the postings of its
   * account, and both postings of its transfers; the postings of other accounts in a reap, for
   * example, would reveal their balances. It sees no members of groups.
   *
   * @param account the account of the account owner, or null for a caller who may see everything
   * @return the entry without the postings that the caller may not see
   */
  public Entry seenBy(String account) {
    if (account == null) {
      return this;
    }
    boolean concerned = postings.stream().anyMatch(posting -> posting.account().equals(account));
    List<Posting> seen =
        concerned && operation.equals("transfer")
            ? postings
            : postings.stream().filter(posting -> posting.account().equals(account)).toList();
    return new Entry(entry, operation, id, at, by, reason, data, seen, List.of());
  }

  /** {@return the time as an ISO 8601 instant with three digits of milliseconds} */
  public String timestamp() {
    return timestamp(at);
  }

  /**
   * An instant as text.
   *
   * @param instant the instant
   * @return the instant in ISO 8601 with three digits of milliseconds
   */
  public static String timestamp(Instant instant) {
    return TO_THE_MILLISECOND.format(instant);
  }
}
