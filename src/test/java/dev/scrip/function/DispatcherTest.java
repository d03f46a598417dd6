package dev.scrip.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrip.access.Call;
import dev.scrip.access.Call.Caller;
import dev.scrip.access.Role;
import dev.scrip.domain.Code;
import dev.scrip.store.LedgerStore;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DispatcherTest extends DispatcherFixture {

  @Inject LedgerStore store;

  @Test
  void callsAFunctionByItsName() {
    JsonNode reply = call("create", "{'account':'" + account + "','amount':100}");
    assertThat(reply.path("balance").asText()).isEqualTo("100");
    assertThat(balance(account)).isEqualTo("100");
    assertThat(call("getInfo", "").path("kind").asText()).isEqualTo("points");
  }

  @Test
  void aRefusalIsThrownAsItIs() {
    Call call = Call.of(CALLER);
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
    call("create", "{'account':'" + account + "','amount':1}", Call.of(writer));
    assertThat(history(account).get(0).path("by").asText())
        .isEqualTo(store.ledger("points").displayName("shop"));
    assertThat(refusal("reap", "{}", Call.of(writer)).code()).isEqualTo(Code.FORBIDDEN);
    Call owner = Call.of(Caller.accountOwner("somebody"));
    assertThat(refusal("get", "{'account':'" + account + "'}", owner).code())
        .isEqualTo(Code.FORBIDDEN);
  }

  @Test
  void theIdIsTheTriggersUnlessTheInputHasOne() {
    create(account, "0");
    String input = "{'account':'" + account + "','amount':1}";
    Call first = Call.of(CALLER, account, "sqs");
    JsonNode reply = call("add", input, first);
    assertThat(call("add", input, first)).isEqualTo(reply);
    assertThat(balance(account)).isEqualTo("1");
    // The same id is another one in another scope.
    call("add", input, Call.of(CALLER, account, "cloudevents"));
    call("add", input, Call.of(CALLER, account, null));
    assertThat(balance(account)).isEqualTo("3");
    String own = "{'account':'" + account + "','amount':1,'id':'" + account + "'}";
    call("add", own, Call.of(CALLER, "another", "sqs"));
    assertThat(balance(account)).isEqualTo("3");
  }

  @Test
  void noContextIsLeftBehind() {
    boolean before = Arc.container().requestContext().isActive();
    create(account, "1");
    assertThat(Arc.container().requestContext().isActive()).isEqualTo(before);
  }
}
