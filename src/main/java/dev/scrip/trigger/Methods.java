package dev.scrip.trigger;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;

/** Which methods of HTTP a function takes: reads may come by GET, writes may not. */
public final class Methods {

  private Methods() {}

  /** Whether a function may be called by a method. */
  public static boolean allow(String function, String method) {
    return method.equals("POST") || (method.equals("GET") && Functions.reads(function));
  }

  /** The methods of a function, as the header Allow lists them. */
  public static String allowed(String function) {
    return Functions.reads(function) ? "GET, POST" : "POST";
  }

  /** What is said of any other method. */
  public static Refusal refusal(String function) {
    return Refusal.of(
        Code.METHOD_NOT_ALLOWED,
        "Call "
            + function
            + (Functions.reads(function)
                ? " by GET or POST."
                : " by POST: it changes the ledger."));
  }
}
