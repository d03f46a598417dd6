package dev.scrip.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrip.access.Caller;
import dev.scrip.access.Role;
import dev.scrip.domain.Code;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DispatcherTest extends Triggered {

  @Inject CurrentCall current;

  @Test
  void callsAFunctionByItsName() {
    JsonNode reply = call("create", "{'account':'" + account + "','amount':100}");
    assertThat(reply.path("balance").asText()).isEqualTo("100");
    assertThat(balance(account)).isEqualTo("100");
    assertThat(call("getInfo", "").path("kind").asText()).isEqualTo("points");
  }

  @Test
  void aRefusalIsThrownAsItIs() {
    TriggerCall call = new TriggerCall(null, null, CALLER);
    assertThat(refusal("get", "{'account':'" + account + "'}", call).code())
        .isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(refusal("nothing", "{}", call).detail()).isEqualTo("There is no function nothing.");
    assertThat(refusal("get", "{}", call).detail()).isEqualTo("account must not be missing.");
    assertThat(refusal("get", "null", call).detail()).isEqualTo("body must not be missing.");
    assertThat(refusal("get", "{'acount':'a'}", call).detail())
        .isEqualTo("acount is not a field of this request.");
    assertThat(refusal("get", "{'account':", call).code()).isEqualTo(Code.INVALID_REQUEST);
  }

  @Test
  void theCallerIsTheOneThatIsGiven() {
    Caller writer = Caller.of("shop", Role.WRITER);
    call("create", "{'account':'" + account + "','amount':1}", new TriggerCall(null, null, writer));
    assertThat(history(account).get(0).path("by").asText()).isEqualTo("shop");
    assertThat(refusal("reap", "{}", new TriggerCall(null, null, writer)).code())
        .isEqualTo(Code.FORBIDDEN);
    TriggerCall holder = new TriggerCall(null, null, Caller.holder("somebody"));
    assertThat(refusal("get", "{'account':'" + account + "'}", holder).code())
        .isEqualTo(Code.FORBIDDEN);
  }

  @Test
  void theIdIsTheTriggersUnlessTheInputHasOne() {
    create(account, "0");
    String input = "{'account':'" + account + "','amount':1}";
    TriggerCall first = new TriggerCall(account, "sqs", CALLER);
    JsonNode reply = call("add", input, first);
    assertThat(call("add", input, first)).isEqualTo(reply);
    assertThat(balance(account)).isEqualTo("1");
    // The same id is another one in another scope.
    call("add", input, new TriggerCall(account, "cloudevents", CALLER));
    call("add", input, new TriggerCall(account, null, CALLER));
    assertThat(balance(account)).isEqualTo("3");
    String own = "{'account':'" + account + "','amount':1,'id':'" + account + "'}";
    call("add", own, new TriggerCall("another", "sqs", CALLER));
    assertThat(balance(account)).isEqualTo("3");
  }

  @Test
  @ActivateRequestContext
  void aCallLeavesTheOneAroundItAsItWas() {
    TriggerCall outer = new TriggerCall("outer", "scope", Caller.of("outer", Role.READER));
    current.begin(outer);
    create(account, "1");
    assertThat(Arc.container().requestContext().isActive()).isTrue();
    assertThat(current.id()).isEqualTo("outer");
    assertThat(current.caller().name()).isEqualTo("outer");
  }

  @Test
  void noContextIsLeftBehind() {
    boolean before = Arc.container().requestContext().isActive();
    create(account, "1");
    assertThat(Arc.container().requestContext().isActive()).isEqualTo(before);
  }
}
