package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.LedgerFunction;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Operation;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation must do, whichever operations there are: found by reflection. */
class OperationContractTest {

  private static final Path OPERATIONS = Path.of("src/main/resources/lua/include/operations.lua");
  private static final Path NAMES = Path.of("src/main/resources/lua/include/names.lua");
  private static final String OPTIONS = "options";

  static Stream<Class<?>> operations() {
    return Arrays.stream(Operation.class.getPermittedSubclasses());
  }

  /** A value for a component of an operation; a different one for each number. */
  private static Object sample(RecordComponent component, int number) {
    Class<?> type = component.getType();
    if (type == String.class) {
      return component.getName() + " " + number;
    }
    if (type == List.class) {
      return List.of("first " + number, "second " + number);
    }
    if (type == Amount.class) {
      return Amount.ofUnits(Integer.toString(100 + number), 2);
    }
    if (type == Operation.Options.class) {
      return new Operation.Options(
          "id " + number,
          new Operation.Scope("sqs", "owner " + number),
          "reason " + number,
          Instant.ofEpochMilli(number),
          "caller " + number);
    }
    throw new AssertionError(
        "There is no sample of "
            + type
            + ", the type of "
            + component
            + ": extend OperationContractTest.sample.");
  }

  private static Object[] samples(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sample(components[i], 1);
    }
    return values;
  }

  private static Operation operation(Class<?> type, Object... values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return (Operation) type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Operation operation(Class<?> type) {
    return operation(type, samples(type));
  }

  private static Object value(Operation operation, RecordComponent component) {
    try {
      return component.getAccessor().invoke(operation);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static List<RecordComponent> fields(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(each -> !each.getName().equals(OPTIONS))
        .toList();
  }

  @Test
  void wordsAreUnique() {
    assertThat(operations().map(type -> operation(type).word()).toList())
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void fieldsAreTheComponentsButOptions(Class<?> type) {
    Operation operation = operation(type);
    List<Operation.Field> fields = operation.fields();
    assertThat(fields.stream().map(Operation.Field::name).toList())
        .isEqualTo(fields(type).stream().map(RecordComponent::getName).toList());
    for (int i = 0; i < fields.size(); i++) {
      Object value = value(operation, fields(type).get(i));
      if (value instanceof List) {
        assertThat(fields.get(i).accounts()).isEqualTo(value);
        continue;
      }
      String text = value instanceof Amount amount ? amount.units().toString() : (String) value;
      assertThat(fields.get(i).text()).isEqualTo(text);
      assertThat(fields.get(i).accounts()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyComponentChangesTheFingerprint(Class<?> type) {
    List<String> fingerprints = new ArrayList<>(List.of(Fingerprints.of(operation(type))));
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Object[] values = samples(type);
      values[i] = sample(components[i], 2);
      fingerprints.add(Fingerprints.of(operation(type, values)));
    }
    assertThat(fingerprints).hasSize(components.length + 1).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void withNamesChangesAccountsCallerAndOwnerAlone(Class<?> type) {
    Operation operation = operation(type);
    Object[] expected = samples(type);
    RecordComponent[] components = type.getRecordComponents();
    List<String> accounts =
        operation.fields().stream()
            .filter(Operation.Field::isAccount)
            .map(Operation.Field::name)
            .toList();
    for (int i = 0; i < expected.length; i++) {
      if (accounts.contains(components[i].getName())) {
        expected[i] = "new " + expected[i];
        assertThat(operation.account(components[i].getName()))
            .isEqualTo(value(operation, components[i]));
      } else if (expected[i] instanceof List) {
        expected[i] = List.of("new first 1", "new second 1");
      } else if (expected[i] instanceof Operation.Options options) {
        expected[i] =
            new Operation.Options(
                options.id(),
                new Operation.Scope("sqs", "new owner 1"),
                options.reason(),
                options.notAfter(),
                "new caller 1");
      }
    }
    assertThat(operation.withNames(name -> "new " + name)).isEqualTo(operation(type, expected));
    assertThat(operation.withNames(name -> name)).isEqualTo(operation);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void isAFunctionOfTheLedgerAndOfTheScripts(Class<?> type) throws IOException {
    String word = operation(type).word();
    assertThat(LedgerFunction.of(word))
        .as(word)
        .hasValueSatisfying(function -> assertThat(function.isOperation()).isTrue());
    assertThat(Files.readString(OPERATIONS)).contains("operation == '" + word + "'");
  }

  @Test
  void everyOperationAmongTheFunctionsIsOne() {
    assertThat(
            Arrays.stream(LedgerFunction.values())
                .filter(LedgerFunction::isOperation)
                .map(LedgerFunction::word)
                .toList())
        .containsExactlyInAnyOrderElementsOf(
            operations().map(type -> operation(type).word()).toList());
  }

  /** apply.lua reads the balances of the accounts in these fields alone. */
  @ParameterizedTest
  @MethodSource("operations")
  void scriptsKnowTheFieldsThatHoldAccounts(Class<?> type) throws IOException {
    String names = Files.readString(NAMES);
    for (Operation.Field field : operation(type).fields()) {
      assertThat(names.contains("add_account(o." + field.name() + ","))
          .as(field.name())
          .isEqualTo(field.isAccount());
    }
  }
}
