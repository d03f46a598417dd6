package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.LedgerDefinition;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Ledgers by their definitions. */
@QuarkusTest
class RedisLedgerStoreTest extends StoreFixture {

  @Test
  void returnsTheSameLedgerUntilItsDefinitionChanges() {
    RedisLedgerStore ledgers =
        new RedisLedgerStore(RestrictedUser.of(redis), SETTINGS, StoreFixture.NO_LEDGERS);
    LedgerDefinition one = LedgerBuilder.points().ledger("gold").max("5").build();
    LedgerDefinition two = LedgerBuilder.points().ledger("gold").max("6").build();
    RedisLedger first = ledgers.ledger(one);
    assertThat(first.definition()).isEqualTo(one);
    assertThat(ledgers.ledger(one)).isSameAs(first);
    RedisLedger second = ledgers.ledger(two);
    assertThat(second).isNotSameAs(first);
    assertThat(second.definition()).isEqualTo(two);
    assertThat(ledgers.ledger(two)).isSameAs(second);
    assertThat(ledgers.ledger(LedgerBuilder.points().ledger("silver").build())).isNotSameAs(second);
    assertThat(ledgers.ledger(two)).isSameAs(second);
  }
}
