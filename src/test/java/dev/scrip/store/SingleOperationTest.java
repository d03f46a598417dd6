package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls of one operation, which {@code lua/include/single.lua} decides in the usual case, beside
 * calls that also have one that is refused, which it leaves to the stages for all cases. Both
 * reply, and end, as one.
 */
@QuarkusTest
class SingleOperationTest extends StoreFixture {

  private static final long SEED = 11;
  private static final int OPERATIONS = 240;

  /** Numbers of {@link ReferenceLedger#operation}: a creation, two additions, two transfers. */
  private static final List<Integer> KINDS = List.of(0, 2, 3, 6, 7);

  private static final List<String> ACCOUNTS = List.of("ann", "bob", "a \"b\"");

  /** About these the digits of a sum, or its order and that of a bound, might be others. */
  private static final List<BigInteger> LANDMARKS =
      Stream.of(
              "0",
              "40",
              "99999999999999",
              "100000000000000",
              "600000000000000",
              "999999999999999",
              "1" + "0".repeat(20))
          .map(BigInteger::new)
          .toList();

  static Stream<LedgerBuilder> ledgers() {
    return Stream.of(
        LedgerBuilder.points().min("-40").max("40"),
        LedgerBuilder.points().decimals(2).min("-5").max("99999999999999.99").log(false),
        LedgerBuilder.points().min("-99999999999999").max("100000000000000").ranking(false),
        LedgerBuilder.points().min("-" + "9".repeat(40)).max("-100000000000000"),
        LedgerBuilder.points().min("100000000000000").max("9".repeat(40)),
        LedgerBuilder.points().min("-2000000000000000").max("2000000000000000"),
        LedgerBuilder.points().min("-" + "9".repeat(20)).max("9".repeat(20)),
        LedgerBuilder.token("7").allocation("ann", "7"),
        LedgerBuilder.token("1000").allocation("ann", "1000"),
        LedgerBuilder.token("100000000000001")
            .allocation("ann", "99999999999999")
            .allocation("bob", "2"));
  }

  @ParameterizedTest
  @MethodSource("ledgers")
  void endsAsInACallOfTwo(LedgerBuilder builder) {
    LedgerDefinition alone = ledger(builder);
    LedgerDefinition inTwo = ledger(builder);
    Operation refused =
        new Operation.Transfer(
            "nobody", "nobody", Amount.ofUnits("1", alone.decimals()), Operation.Options.NONE);
    Random random = new Random(SEED);
    int applied = 0;
    for (int i = 0; i < OPERATIONS; i++) {
      Operation operation = operation(random, i, alone.decimals());
      String reply = reply(call(alone).operation(operation));
      assertThat(reply(call(inTwo).operation(operation).operation(refused)))
          .as("%s", operation)
          .isEqualTo(reply);
      applied += reply.startsWith("applied") ? 1 : 0;
      // Later operations may hide what an earlier one leaves.
      if (i % 12 == 11) {
        assertThat(LedgerDump.of(redis, alone.ledger()).normalized())
            .isEqualTo(LedgerDump.of(redis, inTwo.ledger()).normalized());
      }
    }
    assertThat(applied).isBetween(OPERATIONS / 20, OPERATIONS * 9 / 10);
  }

  private LedgerDefinition ledger(LedgerBuilder builder) {
    // Under a cipher the names in Redis depend on the ledger.
    builder.ledger(LedgerBuilder.randomName()).plain();
    LedgerDefinition definition = builder.build();
    return (definition.kind() == Kind.TOKEN ? openToken(builder) : open(builder)).definition();
  }

  private ApplyCall call(LedgerDefinition ledger) {
    return new ApplyCall(nodes, ledger, SETTINGS);
  }

  /** The first line of the reply to a call, without its entry. */
  private static String reply(ApplyCall call) {
    return call.send()[0].replaceFirst("[0-9]{13}-[0-9]+", "entry");
  }

  /** Transfers and additions, in between creations, with ids that are now and then known. */
  private static Operation operation(Random random, int number, int decimals) {
    String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    String other = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    BigInteger near =
        switch (random.nextInt(3)) {
          case 0 -> LANDMARKS.get(random.nextInt(LANDMARKS.size()));
          case 1 -> BigInteger.valueOf(random.nextInt(30));
          default -> BigInteger.ZERO;
        };
    BigInteger units = near.add(BigInteger.valueOf(random.nextInt(5) - 2L));
    Amount amount = new Amount(random.nextInt(3) == 0 ? units.negate() : units, decimals);
    Operation.Options options =
        new Operation.Options(
            random.nextInt(3) == 0 ? null : "id-" + (number - random.nextInt(2)),
            Operation.Scope.SHARED,
            random.nextInt(4) == 0 ? "why" : null,
            null,
            random.nextInt(4) == 0 ? "lisa" : null,
            random.nextInt(4) == 0 ? "{\"n\":1}" : null);
    return ReferenceLedger.operation(
        KINDS.get(random.nextInt(KINDS.size())), account, other, amount, options);
  }
}
