package dev.scrip.domain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact amount: a whole number of a ledger's smallest units, of at most {@value #MAX_DIGITS}
 * digits. Amounts are never rounded and never floating point.
 *
 * @param units the amount in smallest units; it may be negative
 * @param decimals the number of fraction digits of the ledger, 0 to {@value #MAX_DECIMALS}
 */
public record Amount(BigInteger units, int decimals) implements Comparable<Amount> {

  /** The most digits of an amount in smallest units: those of an unsigned 256-bit number. */
  public static final int MAX_DIGITS = 78;

  /** The most fraction digits of a ledger. */
  public static final int MAX_DECIMALS = 36;

  /** The most characters of an amount in a request or setting. */
  public static final int MAX_TEXT_LENGTH = 100;

  /** The pattern of an amount in a request: an optional minus, digits, an optional fraction. */
  public static final String TEXT = "-?[0-9]+(\\.[0-9]+)?";

  /** The largest amount in smallest units, 10^78 - 1. */
  public static final BigInteger MAX_UNITS =
      BigInteger.TEN.pow(MAX_DIGITS).subtract(BigInteger.ONE);

  private static final Pattern TEXT_PATTERN = Pattern.compile(TEXT);

  /** The groups are the number before the exponent, its sign, and its digits but zeros first. */
  private static final Pattern WITH_EXPONENT =
      Pattern.compile("(" + TEXT + ")[eE]([+-]?)0*([0-9]*)");

  /** The most digits of an exponent: a longer one is out of the range of every scale. */
  private static final int MAX_EXPONENT_DIGITS = 9;

  /**
   * An amount of a number of smallest units.
   *
   * @param units a whole number in decimal digits, such as {@code -150}
   * @param decimals the number of fraction digits of the ledger, 0 to {@value #MAX_DECIMALS}
   * @return the amount
   */
  public static Amount ofUnits(String units, int decimals) {
    return new Amount(new BigInteger(units), decimals);
  }

  /**
   * The amount 0.
   *
   * @param decimals the number of fraction digits of the ledger, 0 to {@value #MAX_DECIMALS}
   * @return the amount
   */
  public static Amount zero(int decimals) {
    return new Amount(BigInteger.ZERO, decimals);
  }

  /**
   * Parses an amount of a request or setting.
   *
   * @param text the text, of any length
   * @param decimals the number of fraction digits of the ledger, 0 to {@value #MAX_DECIMALS}
   * @return the amount, or the problem of the text
   */
  public static Parsed parse(String text, int decimals) {
    if (text.length() > MAX_TEXT_LENGTH) {
      return Parsed.wrong("must be at most " + MAX_TEXT_LENGTH + " characters long");
    }
    if (!TEXT_PATTERN.matcher(text).matches()) {
      return Parsed.wrong(
          "must be a plain decimal number such as 12 or -0.5, without sign +, spaces or exponent"
              + " (write 1000 instead of 1e3)");
    }
    // A text of this length without exponent cannot make a large BigDecimal.
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
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

  /**
   * Writes a JSON number with an exponent, such as 1e21, in plain notation.
   *
   * @param number the number, of any length
   * @return the same number without exponent, or empty if it has more than {@value
   *     #MAX_TEXT_LENGTH} characters, or digits in plain notation
   */
  public static Optional<String> withoutExponent(String number) {
    Matcher parts = WITH_EXPONENT.matcher(number);
    if (number.length() > MAX_TEXT_LENGTH || !parts.matches()) {
      return Optional.empty();
    }
    BigDecimal coefficient = new BigDecimal(parts.group(1)).stripTrailingZeros();
    if (coefficient.signum() == 0) {
      return Optional.of("0");
    }
    String digits = parts.group(4);
    if (digits.length() > MAX_EXPONENT_DIGITS) {
      return Optional.empty();
    }
    int exponent = Integer.parseInt(parts.group(3) + "0" + digits);
    int scale = coefficient.scale() - exponent;
    int wholeDigits = Math.max(coefficient.precision() - scale, 1);
    // The digits are counted first: those of 1e999999999 would fill a gigabyte.
    return wholeDigits + Math.max(scale, 0) > MAX_TEXT_LENGTH
        ? Optional.empty()
        : Optional.of(coefficient.scaleByPowerOfTen(exponent).toPlainString());
  }

  /** {@return the sign of the amount: -1, 0 or 1} */
  public int signum() {
    return units.signum();
  }

  /** {@return the same amount with the opposite sign} */
  public Amount negate() {
    return new Amount(units.negate(), decimals);
  }

  /**
   * The sum of two amounts of one ledger.
   *
   * @param other an amount with the same decimals
   * @return the sum, exact
   */
  public Amount plus(Amount other) {
    return new Amount(units.add(sameDecimals(other).units), decimals);
  }

  /**
   * The difference of two amounts of one ledger.
   *
   * @param other the amount to subtract, with the same decimals
   * @return the difference, exact
   */
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
   * The result of parsing an amount: the amount or a problem.
   *
   * @param amount the amount, or empty if the text is not an amount
   * @param problem the problem as the end of a sentence, such as "must be a whole number"; null for
   *     an amount
   */
  public record Parsed(Optional<Amount> amount, String problem) {
    private static Parsed wrong(String problem) {
      return new Parsed(Optional.empty(), problem);
    }
  }
}
