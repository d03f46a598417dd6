package dev.scrip.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Call;
import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusal.Violation;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.validation.constraints.Size;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text and every list of every request has a limit. */
@QuarkusTest
class RequestLimitsTest extends DispatcherFixture {

  /** Valid values of the fields that some function requires. */
  private static final Map<String, String> VALID =
      Map.ofEntries(
          Map.entry("account", "'ann'"),
          Map.entry("from", "'ann'"),
          Map.entry("to", "'bob'"),
          Map.entry("group", "'team'"),
          Map.entry("accounts", "['ann']"),
          Map.entry("book", "'backup'"),
          Map.entry("destination", "'backup'"),
          Map.entry("weights", "{'points':1}"),
          Map.entry("amount", "'1'"),
          Map.entry("mode", "'atomic'"),
          Map.entry("operations", "[{'function':'delete','input':{'account':'nobody'}}]"));

  static Stream<LedgerFunction> functions() {
    return Arrays.stream(LedgerFunction.values()).filter(each -> each.effect() != Effect.STREAM);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aLongTextIsRefused(LedgerFunction function) {
    List<RecordComponent> texts =
        fields(function)
            .filter(each -> each.getType() == String.class)
            // It is no text in the request, and DataTest has its limit.
            .filter(each -> !each.getName().equals("data"))
            .toList();
    assertThat(texts).isNotEmpty();
    for (RecordComponent text : texts) {
      String field = text.getName();
      assertThat(violated(function, field, "x".repeat(4096))).as(field).containsExactly(field);
      Refusal unread = refusal(function, field, "x".repeat(4097));
      assertThat(unread.detail()).isEqualTo(field + " must be at most 4096 characters long.");
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aListHasASize(LedgerFunction function) {
    fields(function)
        .filter(each -> isCollection(each.getType()))
        .forEach(
            each ->
                assertThat(each.getAccessor().getAnnotation(Size.class))
                    .as(function.word() + " " + each.getName())
                    .isNotNull()
                    .extracting(Size::max)
                    .satisfies(max -> assertThat(max).isBetween(1, 1000)));
  }

  private static boolean isCollection(Class<?> type) {
    return Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || type.isArray();
  }

  private static Stream<RecordComponent> fields(LedgerFunction function) {
    return Arrays.stream(Dispatcher.requestType(function).getRecordComponents());
  }

  private List<String> violated(LedgerFunction function, String field, String text) {
    Refusal refusal = refusal(function, field, text);
    assertThat(refusal.code()).isEqualTo(Code.INVALID_REQUEST);
    List<?> violations = (List<?>) refusal.fields().get("violations");
    return violations.stream().map(each -> ((Violation) each).field()).toList();
  }

  /** The refusal of a request that is valid but for one field. */
  private Refusal refusal(LedgerFunction function, String field, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    fields(function)
        .map(RecordComponent::getName)
        .filter(VALID::containsKey)
        // There they are times.
        .filter(
            name -> function != LedgerFunction.GET_HISTORY || !List.of("from", "to").contains(name))
        .forEach(name -> values.put(name, VALID.get(name)));
    values.put(field, "'" + text + "'");
    String request =
        values.entrySet().stream()
            .map(each -> "'" + each.getKey() + "':" + each.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    return refusal(function.word(), request, Call.of(CALLER));
  }
}
