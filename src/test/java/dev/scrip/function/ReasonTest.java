package dev.scrip.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reason of a write. An empty one is none; any other is stored as it was sent. */
@QuarkusTest
class ReasonTest extends DispatcherFixture {

  @Test
  void anEmptyReasonIsNone() {
    call("create", "{'account':'" + account + "','amount':1,'reason':''}");
    assertThat(history(account).get(0).path("reason").isNull()).isTrue();
    assertThat(call("getCreateReason", "{'account':'" + account + "'}").path("reason").isNull())
        .isTrue();
  }

  @Test
  void anEmptyReasonAndNoneAreTheSameRequest() {
    create(account, "10");
    String add = "{'account':'" + account + "','amount':1,'id':'" + account + "'";
    JsonNode first = call("add", add + ",'reason':''}");
    assertThat(call("add", add + "}")).isEqualTo(first);
    assertThat(call("add", add + ",'reason':null}")).isEqualTo(first);
    assertThat(balance(account)).isEqualTo("11");
    String reap = "{'id':'" + account + "-reap'";
    assertThat(call("reap", reap + ",'reason':''}")).isEqualTo(call("reap", reap + "}"));
  }

  @Test
  void anOperationWithAnEmptyReasonHasTheReasonOfItsBatch() {
    create(account, "10");
    for (String mode : List.of("independent", "atomic")) {
      String batch =
          "{'mode':'" + mode + "','reason':'payroll','operations':[{'function':'add','input':";
      call("batch", batch + "{'account':'" + account + "','amount':1,'reason':''}}]}");
    }
    assertThat(history(account).subList(1, 3))
        .allMatch(entry -> entry.path("reason").asText().equals("payroll"));
    String empty = "{'reason':'','operations':[{'function':'add','input':";
    call("batch", empty + "{'account':'" + account + "','amount':1}}]}");
    assertThat(history(account).get(3).path("reason").isNull()).isTrue();
  }

  @Test
  void spacesAreAReasonLikeAnyOther() {
    call("create", "{'account':'" + account + "','amount':1,'reason':'  '}");
    assertThat(history(account).get(0).path("reason").asText()).isEqualTo("  ");
  }
}
