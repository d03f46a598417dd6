package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Account names without a cipher. */
class PlainNamesTest {

  private final AccountNames names = AccountNames.of(LedgerBuilder.points().plain().build());

  @Test
  void returnsEverythingAsItIs() {
    Operation.Options options =
        new Operation.Options("1", new Operation.Scope(null, "ann"), null, null, "ann");
    Operation operation = new Operation.Delete("ann", options);
    AtomicSet set = new AtomicSet(List.of(operation), options);
    Map<String, Amount> allocations = Map.of("ann", Amount.zero(0));
    assertThat(names.encode("ann")).isSameAs("ann");
    assertThat(names.displayName("ann")).isSameAs("ann");
    assertThat(names.encode(options)).isSameAs(options);
    assertThat(names.encode(operation)).isSameAs(operation);
    assertThat(names.encode(set)).isSameAs(set);
    assertThat(names.encode(allocations)).isSameAs(allocations);
  }
}
