package dev.scrip.domain;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A request to replace a book by a weighted sum of books.
 *
 * @param destination the book that is replaced, a snapshot or the ledger itself
 * @param weights the weight of each book, 1 to {@value #MAX_BOOKS}, in the order of the request
 */
public record WeightedSum(String destination, Map<String, BigDecimal> weights) {

  /** The most books of a sum. */
  public static final int MAX_BOOKS = 64;

  /** The most fraction digits of a weight. */
  public static final int MAX_FRACTION = 9;

  /** The most digits of a weight before its fraction. */
  public static final int MAX_DIGITS = 18;
}
