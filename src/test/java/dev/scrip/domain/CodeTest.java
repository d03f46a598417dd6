package dev.scrip.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeTest {

  @ParameterizedTest
  @EnumSource(Code.class)
  void isFoundByItsWord(Code code) {
    assertThat(code.word()).matches("[a-z]+(-[a-z]+)*");
    assertThat(Code.of(code.word())).isSameAs(code);
    assertThat(code.title()).isNotBlank();
  }

  @Test
  void spellsItsWordAsTheContractDoes() {
    assertThat(Code.ID_REUSED.word()).isEqualTo("id-reused");
    assertThat(Code.INSUFFICIENT_BALANCE.word()).isEqualTo("insufficient-balance");
    assertThat(Code.NOT_A_TOKEN.word()).isEqualTo("not-a-token");
  }

  @Test
  void knowsNoOtherWords() {
    assertThatThrownBy(() -> Code.of("no-such-code")).isInstanceOf(IllegalArgumentException.class);
  }
}
