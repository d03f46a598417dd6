package dev.scrip.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The pattern of the account names of a ledger. */
class AccountPatternTest {

  @Test
  void patternsWithTheSameTextAreEqual() {
    AccountPattern pattern = new AccountPattern("[a-z]+", name -> true);
    AccountPattern same = new AccountPattern("[a-z]+", name -> true);
    AccountPattern other = new AccountPattern("[a-z]*", name -> true);
    assertThat(pattern).isEqualTo(same).hasSameHashCodeAs(same).hasToString("[a-z]+");
    assertThat(pattern).isNotEqualTo(other).isNotEqualTo("[a-z]+");
  }
}
