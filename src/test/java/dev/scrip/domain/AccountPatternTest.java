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

  @Test
  void anyNameMatchesTheDefault() {
    assertThat(AccountPattern.ANY.matches("J\u00f6rg \ud83d\ude00")).isTrue();
    assertThat(AccountPattern.ANY.matches("x".repeat(128))).isTrue();
    assertThat(AccountPattern.ANY.matches("x".repeat(129))).isFalse();
    assertThat(AccountPattern.ANY.matches("a\nb")).isFalse();
    assertThat(AccountPattern.ANY.matches("")).isFalse();
  }
}
