package dev.scrip.domain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An exact amount of a ledger: a whole number of its smallest units, with at most {@value
 * #MAX_DIGITS} digits, and the number of decimals that turns it into text. Amounts are never
 * rounded and never floating point.
 *
 * @param units the amount in the ledger's smallest unit
 * @param decimals how many fraction digits the ledger has, 0 to {@value #MAX_DECIMALS}
 */
public record Amount(BigInteger units, int decimals) implements Comparable<Amount> {

  /**
   * The most digits that an amount has in smallest units: as many as an unsigned 256-bit number.
   */
  public static final int MAX_DIGITS = 78;

  /** The most fraction digits that a ledger may have. */
  public static final int MAX_DECIMALS = 36;

  /** The longest text that is looked at; longer text is refused unread. */
  public static final int MAX_TEXT_LENGTH = 100;

  /**
   * What an amount looks like in a request: digits, perhaps a minus before and a fraction behind.
   */
  public static final String TEXT = "-?[0-9]+(\\.[0-9]+)?";

  /** The largest amount in smallest units, 10^78 - 1. */
  public static final BigInteger MAX_UNITS =
      BigInteger.TEN.pow(MAX_DIGITS).subtract(BigInteger.ONE);

  private static final Pattern TEXT_PATTERN = Pattern.compile(TEXT);

  /** An amount of so many smallest units, as the store keeps it. */
  public static Amount ofUnits(String units, int decimals) {
    return new Amount(new BigInteger(units), decimals);
  }

  /** Nothing at all. */
  public static Amount zero(int decimals) {
    return new Amount(BigInteger.ZERO, decimals);
  }

  /**
   * Reads an amount from a request or a setting.
   *
   * @return the amount, or why the text is none
   */
  public static Parsed parse(String text, int decimals) {
    if (text.length() > MAX_TEXT_LENGTH) {
      return Parsed.wrong("must be at most " + MAX_TEXT_LENGTH + " characters long");
    }
    if (!TEXT_PATTERN.matcher(text).matches()) {
      return Parsed.wrong(
          "must be a plain decimal number such as 12 or -0.5, without exponent, sign + or spaces");
    }
    // Of text this short and this plain, no BigDecimal can grow large.
    BigDecimal number = new BigDecimal(text);
    if (number.scale() > decimals) {
      return Parsed.wrong(
          decimals == 0
              ? "must be a whole number"
              : "must have at most "
                  + decimals
                  + (decimals == 1 ? " fraction digit" : " fraction digits"));
    }
    BigInteger units = number.setScale(decimals).unscaledValue();
    if (units.abs().compareTo(MAX_UNITS) > 0) {
      return Parsed.wrong(
          "must have at most " + MAX_DIGITS + " digits, its " + decimals + " decimals included");
    }
    return new Parsed(Optional.of(new Amount(units, decimals)), null);
  }

  /** Minus one, zero or one. */
  public int signum() {
    return units.signum();
  }

  /** The same amount with the other sign. */
  public Amount negate() {
    return new Amount(units.negate(), decimals);
  }

  /** The sum of two amounts of one ledger. */
  public Amount plus(Amount other) {
    return new Amount(units.add(sameDecimals(other).units), decimals);
  }

  /** The difference of two amounts of one ledger. */
  public Amount minus(Amount other) {
    return new Amount(units.subtract(sameDecimals(other).units), decimals);
  }

  @Override
  public int compareTo(Amount other) {
    return units.compareTo(sameDecimals(other).units);
  }

  /**
   * The canonical text: no exponent, no plus, no leading zeros, no trailing fraction zeros, no
   * minus zero.
   */
  @Override
  public String toString() {
    if (units.signum() == 0) {
      return "0";
    }
    return new BigDecimal(units, decimals).stripTrailingZeros().toPlainString();
  }

  private Amount sameDecimals(Amount other) {
    if (other.decimals != decimals) {
      throw new IllegalArgumentException(
          "amounts of different decimals: " + decimals + " and " + other.decimals);
    }
    return other;
  }

  /**
   * What became of a text: an amount, or the reason why it is none.
   *
   * @param amount the amount, empty when the text is none
   * @param problem what is wrong, beginning with "must", or null
   */
  public record Parsed(Optional<Amount> amount, String problem) {
    private static Parsed wrong(String problem) {
      return new Parsed(Optional.empty(), problem);
    }
  }
}
