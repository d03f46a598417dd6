package dev.scrip.domain;

/**
 * A field of an operation.
 *
 * @param name the field's name in requests and scripts, such as {@code from}
 * @param text its value: the name of an account, or an amount in smallest units
 * @param isAccount whether the value is the name of an account
 */
public record OperationField(String name, String text, boolean isAccount) {

  /**
   * A field that holds the name of an account.
   *
   * @param name the field's name
   * @param account the name of the account
   * @return the field
   */
  public static OperationField ofAccount(String name, String account) {
    return new OperationField(name, account, true);
  }

  /**
   * A field that holds an amount.
   *
   * @param name the field's name
   * @param amount the amount
   * @return the field
   */
  public static OperationField ofAmount(String name, Amount amount) {
    return new OperationField(name, amount.units().toString(), false);
  }
}
