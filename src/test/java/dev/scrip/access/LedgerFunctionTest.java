package dev.scrip.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.access.LedgerFunction.OwnerAccess;
import dev.scrip.domain.Operation;
import dev.scrip.function.Dispatcher;
import dev.scrip.function.OperationRequest;
import dev.scrip.function.WriteRequest;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of functions agrees with the functions. */
@QuarkusTest
class LedgerFunctionTest {

  @Test
  void hasARowForEachFunctionAndTheEventStream() {
    Set<String> names = new TreeSet<>();
    for (FunctionInvoker function : FunctionRecorder.registry.invokers()) {
      names.add(function.getName());
      assertThat(function.hasInput()).as(function.getName()).isTrue();
    }
    Set<String> rows = new TreeSet<>();
    for (LedgerFunction function : LedgerFunction.values()) {
      assertThat(LedgerFunction.of(function.word())).contains(function);
      if (function.effect() == Effect.STREAM) {
        assertThat(function).isEqualTo(LedgerFunction.EVENTS);
        assertThat(Dispatcher.find(function.word())).isEmpty();
      } else {
        rows.add(function.word());
        assertThat(Dispatcher.find(function.word())).contains(function);
      }
    }
    assertThat(rows).isEqualTo(names);
  }

  @Test
  void onlyReadsHaveTheNamesOfReads() {
    for (LedgerFunction function : LedgerFunction.values()) {
      String name = function.word();
      assertThat(function.effect() == Effect.READ)
          .as(name)
          .isEqualTo(name.matches("get.*|audit|verifyArchive"));
    }
  }

  @Test
  void requestsAreOfTheTypeThatTheRowStates() {
    for (LedgerFunction function : LedgerFunction.values()) {
      if (function.effect() == Effect.STREAM) {
        continue;
      }
      Class<?> request = Dispatcher.requestType(function);
      assertThat(WriteRequest.class.isAssignableFrom(request))
          .as(function.word())
          .isEqualTo(function.effect() == Effect.WRITE);
      assertThat(OperationRequest.class.isAssignableFrom(request))
          .as(function.word())
          .isEqualTo(function.isOperation());
      assertThat(OwnAccountRequest.class.isAssignableFrom(request))
          .as(function.word())
          .isEqualTo(function.ownerAccess() == OwnerAccess.OWN_ACCOUNT);
    }
  }

  /** A function that applied another operation would be recorded as that one in the journal. */
  @Test
  void aFunctionAppliesTheOperationOfItsName() {
    Set<String> operations = new TreeSet<>();
    for (LedgerFunction function : LedgerFunction.values()) {
      if (function.isOperation()) {
        Class<?> request = Dispatcher.requestType(function);
        Type operation =
            Arrays.stream(request.getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .filter(type -> type.getRawType() == OperationRequest.class)
                .map(type -> type.getActualTypeArguments()[0])
                .findFirst()
                .orElseThrow();
        String name = ((Class<?>) operation).getSimpleName();
        assertThat(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
            .isEqualTo(function.word());
        operations.add(name);
      }
    }
    assertThat(operations)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operation.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  @Test
  void anUnknownNameHasNoRow() {
    assertThat(LedgerFunction.of("nothing")).isEmpty();
    assertThat(LedgerFunction.of("GETALL")).isEmpty();
  }
}
