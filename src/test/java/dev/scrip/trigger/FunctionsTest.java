package dev.scrip.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FunctionsTest {

  @Test
  void whatGetsReadsAndOnlyThat() {
    for (FunctionInvoker function : FunctionRecorder.registry.invokers()) {
      String name = function.getName();
      assertThat(Functions.reads(name))
          .as(name)
          .isEqualTo(name.startsWith("get") || name.equals("audit"));
      assertThat(Functions.find(name)).isSameAs(function);
      // Without a parameter it would have no reader, and every body would be refused.
      assertThat(function.hasInput()).as(name).isTrue();
    }
  }
}
