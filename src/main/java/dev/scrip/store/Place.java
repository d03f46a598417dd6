package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The place of an account in the ranking, as {@code lua/include/place.lua} describes it.
 *
 * @param score the score
 * @param rest the digits that precede the account in the member; empty for a short balance
 */
record Place(double score, String rest) {

  /** The most digits of a balance that is its own score. */
  private static final int SCORE_DIGITS = 15;

  /** The record of a member of the ranking. */
  static AccountRecord record(byte[] member, EntryId at, byte[] score) {
    int nul = 0;
    while (nul < member.length && member[nul] != 0) {
      nul++;
    }
    boolean isLong = nul < member.length;
    byte[] account = isLong ? Arrays.copyOfRange(member, nul + 1, member.length) : member;
    String rest = isLong ? new String(member, 0, nul, StandardCharsets.UTF_8) : "";
    String text = new String(score, StandardCharsets.US_ASCII) + " " + rest;
    return new AccountRecord(
        account, at, AccountRecord.Kind.PLACE, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The member of the place in a record; null if it is no text, so that no account has it. */
  static String member(AccountRecord record) {
    String account = record.accountName();
    if (!Arrays.equals(account.getBytes(StandardCharsets.UTF_8), record.account())) {
      return null;
    }
    String rest = of(record).rest();
    return rest.isEmpty() ? account : rest + "\0" + account;
  }

  /** The place in a record. */
  static Place of(AccountRecord record) {
    String[] words = record.string().split(" ", 2);
    return new Place(score(words[0]), words[1]);
  }

  private static double score(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The place of an account with this balance. */
  static Place of(BigInteger balance) {
    String digits = balance.abs().toString();
    if (digits.length() <= SCORE_DIGITS) {
      return new Place(balance.doubleValue(), "");
    }
    boolean isNegative = balance.signum() < 0;
    String first = digits.substring(0, SCORE_DIGITS) + "e" + (digits.length() - SCORE_DIGITS);
    StringBuilder rest = new StringBuilder(digits.substring(SCORE_DIGITS));
    for (int i = 0; isNegative && i < rest.length(); i++) {
      rest.setCharAt(i, (char) ('0' + '9' - rest.charAt(i)));
    }
    double score = Double.parseDouble(first);
    return new Place(isNegative ? -score : score, rest.toString());
  }

  /** A score as a whole number, or null if it is none. */
  static BigInteger amount(String text) {
    double score = score(text);
    if (Double.isInfinite(score) || Math.abs(score) >= 1e100) {
      return null;
    }
    return new BigDecimal(score).toBigInteger();
  }
}
