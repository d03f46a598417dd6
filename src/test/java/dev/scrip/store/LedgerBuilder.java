package dev.scrip.store;

import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/** Definitions of ledgers, each with a random name of its own unless it is given one. */
final class LedgerBuilder {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int NAME_LENGTH = 10;

  private final Kind kind;
  private String ledger = randomName();
  private String name = "Test";
  private String symbol = "TST";
  private int decimals;
  private String min = "0";
  private String max = "10000000";
  private boolean log = true;
  private String supply = "0";
  private AccountCipher cipher = Ciphers.usual();
  private boolean burnable = true;
  private boolean ranking = true;
  private final Map<String, String> allocations = new LinkedHashMap<>();

  private LedgerBuilder(Kind kind) {
    this.kind = kind;
  }

  /** A points ledger: no decimals, 0 to 10,000,000, log on. */
  static LedgerBuilder points() {
    return new LedgerBuilder(Kind.POINTS);
  }

  /** A token ledger with no decimals, whose supply is on {@code treasury} unless allocated. */
  static LedgerBuilder token(String supply) {
    LedgerBuilder builder = new LedgerBuilder(Kind.TOKEN);
    builder.supply = supply;
    return builder;
  }

  static String randomName() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < NAME_LENGTH; i++) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  LedgerBuilder ledger(String value) {
    ledger = value;
    return this;
  }

  LedgerBuilder name(String value) {
    name = value;
    return this;
  }

  LedgerBuilder symbol(String value) {
    symbol = value;
    return this;
  }

  LedgerBuilder decimals(int value) {
    decimals = value;
    return this;
  }

  LedgerBuilder min(String value) {
    min = value;
    return this;
  }

  LedgerBuilder max(String value) {
    max = value;
    return this;
  }

  LedgerBuilder log(boolean value) {
    log = value;
    return this;
  }

  LedgerBuilder burnable(boolean value) {
    burnable = value;
    return this;
  }

  LedgerBuilder ranking(boolean value) {
    ranking = value;
    return this;
  }

  LedgerBuilder allocation(String account, String amount) {
    allocations.put(account, amount);
    return this;
  }

  /**
   * For tests of plain names, or of their order, as they stand in Redis: they hold without a cipher
   * alone.
   */
  LedgerBuilder plain() {
    return cipher(AccountCipher.NONE);
  }

  LedgerBuilder cipher(AccountCipher cipher) {
    this.cipher = cipher;
    return this;
  }

  LedgerDefinition build() {
    boolean token = kind == Kind.TOKEN;
    Map<String, Amount> amounts = new LinkedHashMap<>();
    if (token && allocations.isEmpty()) {
      allocations.put("treasury", supply);
    }
    allocations.forEach((account, amount) -> amounts.put(account, amount(amount)));
    return new LedgerDefinition(
        ledger,
        kind,
        name,
        symbol,
        decimals,
        token ? Amount.zero(decimals) : amount(min),
        token ? new Amount(Amount.MAX_UNITS, decimals) : amount(max),
        log,
        amount(supply),
        amounts,
        burnable,
        ranking,
        null,
        cipher);
  }

  private Amount amount(String text) {
    return Amount.parse(text, decimals).amount().orElseThrow();
  }
}
