package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.AccountCipher.Method;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encoded account names, whatever the cipher. */
class AccountNamesTest {

  @ParameterizedTest
  @EnumSource(value = Method.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aNameIsAnotherInAnotherLedgerAndUnderAnotherKey(Method method) {
    Set<String> stored = new TreeSet<>();
    for (String ledger : List.of("a", "b", "ab")) {
      for (int key = 1; key <= 2; key++) {
        LedgerDefinition definition =
            LedgerBuilder.points().ledger(ledger).cipher(Ciphers.of(method, key)).build();
        for (String name : List.of("c", "bc", "a/c", "C")) {
          AccountNames names = AccountNames.of(definition);
          assertThat(names.encode(name)).isEqualTo(AccountNames.of(definition).encode(name));
          stored.add(names.encode(name));
        }
      }
    }
    assertThat(stored).hasSize(24);
  }

  @Test
  void manyThreadsMayUseOneCipherAtOnce() {
    for (AccountCipher cipher : List.of(Ciphers.AES_SIV, Ciphers.HMAC_SHA256)) {
      LedgerDefinition definition = LedgerBuilder.points().cipher(cipher).build();
      AccountNames names = AccountNames.of(definition);
      List<String> plain =
          java.util.stream.IntStream.range(0, 5000).mapToObj(i -> "name " + i).toList();
      List<String> together = plain.parallelStream().map(names::encode).toList();
      assertThat(together).isEqualTo(plain.stream().map(names::encode).toList());
      if (cipher.method() == Method.AES_SIV) {
        assertThat(together.parallelStream().map(names::displayName).toList()).isEqualTo(plain);
      }
    }
  }

  @Test
  void keyCheckValuesDifferAndDoNotShowTheKey() {
    Set<String> values = new TreeSet<>();
    values.add(AccountNames.of(LedgerBuilder.points().plain().build()).keyCheckValue());
    for (Method method : List.of(Method.AES_SIV, Method.HMAC_SHA256)) {
      for (int key = 1; key <= 2; key++) {
        AccountCipher cipher = Ciphers.of(method, key);
        String value =
            AccountNames.of(LedgerBuilder.points().cipher(cipher).build()).keyCheckValue();
        assertThat(value).matches(method.word() + ":[0-9a-f]{16}");
        assertThat(value)
            .doesNotContain(HexFormat.of().formatHex(cipher.key().bytes()).substring(0, 8));
        values.add(value);
      }
    }
    assertThat(values).hasSize(5).contains("none");
  }

  /** Redis holds encoded names and key check values, so they may never change. */
  @Test
  void areTheSameAsEver() {
    AccountNames siv =
        AccountNames.of(LedgerBuilder.points().ledger("gold").cipher(Ciphers.AES_SIV).build());
    AccountNames hmac =
        AccountNames.of(LedgerBuilder.points().ledger("gold").cipher(Ciphers.HMAC_SHA256).build());
    assertThat(siv.encode("ann")).isEqualTo("E2NZv0lPENmkKJh5yIM_VQ4tVA");
    assertThat(siv.keyCheckValue()).isEqualTo("aes-siv:1e4443cb4c27d065");
    assertThat(hmac.encode("ann")).isEqualTo("aHgOp6qoPKz8MgXohnaIvYqtxM6e6JaE6BTJVgFAbj8");
    assertThat(hmac.keyCheckValue()).isEqualTo("hmac-sha256:4e2f1ef860f24102");
  }

  @Test
  void encodesAllNamesOfASet() {
    AccountNames names =
        AccountNames.of(LedgerBuilder.points().cipher(Ciphers.HMAC_SHA256).build());
    Operation.Options options =
        new Operation.Options("1", new Operation.Scope("sqs", "ann"), "why", null, "ann");
    Operation.Options encoded =
        new Operation.Options(
            "1", new Operation.Scope("sqs", names.encode("ann")), "why", null, names.encode("ann"));
    Amount one = Amount.ofUnits("1", 0);
    assertThat(names.encode(options)).isEqualTo(encoded);
    assertThat(names.encode(Operation.Options.NONE)).isEqualTo(Operation.Options.NONE);
    assertThat(names.encode(new Operation.Transfer("ann", "bob", one, options)))
        .isEqualTo(new Operation.Transfer(names.encode("ann"), names.encode("bob"), one, encoded));
    assertThat(
            names.encode(
                new AtomicSet(
                    List.of(new Operation.Delete("ann", Operation.Options.NONE)), options)))
        .isEqualTo(
            new AtomicSet(
                List.of(new Operation.Delete(names.encode("ann"), Operation.Options.NONE)),
                encoded));
    Map<String, Amount> allocations = new LinkedHashMap<>();
    allocations.put("bob", one);
    allocations.put("ann", one);
    assertThat(names.encode(allocations).keySet())
        .containsExactly(names.encode("bob"), names.encode("ann"));
  }
}
