package dev.scrip.web;

import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;

/** The HTTP methods of a function: GET and POST for a read, POST for a write. */
final class HttpMethods {

  private HttpMethods() {}

  /** Whether a method is one of the function's. */
  static boolean allow(LedgerFunction function, String method) {
    return method.equals("POST") || (method.equals("GET") && isRead(function));
  }

  /** The value of the header Allow. */
  static String allowed(LedgerFunction function) {
    return isRead(function) ? "GET, POST" : "POST";
  }

  /** The refusal of any other method. */
  static Refusal refusal(LedgerFunction function) {
    return Refusal.of(
        Code.METHOD_NOT_ALLOWED,
        "Call "
            + function.word()
            + (isRead(function) ? " by GET or POST." : " by POST: it changes the ledger."));
  }

  private static boolean isRead(LedgerFunction function) {
    return function.effect() == Effect.READ;
  }
}
