package dev.scrip.trigger;

import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import java.util.Set;

/** Which functions there are, and which of them only read. */
public final class Functions {

  /**
   * Whoever is not named here counts as a writer, so a new function is never reached by GET through
   * an oversight.
   */
  private static final Set<String> READS =
      Set.of(
          "audit",
          "get",
          "getAll",
          "getBalance",
          "getBooks",
          "getCirculatingSupply",
          "getCreateReason",
          "getDeleteReason",
          "getGroup",
          "getHistory",
          "getInfo",
          "getJob",
          "getTopHolders",
          "getTotalSupply");

  private Functions() {}

  /** The function of this name, or null when there is none. */
  public static FunctionInvoker find(String name) {
    return FunctionRecorder.registry.matchInvoker(name);
  }

  /** Whether a function leaves everything as it is. */
  public static boolean reads(String name) {
    return READS.contains(name);
  }
}
