package dev.scrip.function;

import dev.scrip.access.Caller;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Scope;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;

/**
 * The way that every single write takes: find the ledger, read the fields by its rules, apply, then
 * reply or refuse.
 */
@Singleton
class Writes {

  private final Ledgers ledgers;
  private final LedgerStore store;
  private final Call call;

  Writes(Ledgers ledgers, LedgerStore store, Call call) {
    this.ledgers = ledgers;
    this.store = store;
    this.call = call;
  }

  /** Applies the operation of a request and replies, or throws its refusal. */
  <R> R apply(OperationRequest<R> request) {
    Fields fields = fields(request);
    OperationRequest.Planned<R> planned = request.plan(fields);
    fields.check();
    Outcome outcome = store.apply(fields.ledger(), planned.operation());
    if (outcome instanceof Outcome.Refused refused) {
      throw new RefusedException(Guard.told(call.caller(), refused.refusal()));
    }
    return planned.reply().apply((Outcome.Applied) outcome);
  }

  /** The fields of a request, its terms read. */
  Fields fields(WriteRequest request) {
    LedgerDefinition ledger = ledgers.get(request.ledger());
    return new Fields(ledger)
        .withTerms(id(request), request.reason(), request.notAfter(), call.caller());
  }

  /** The operation id: the request's own, or else the trigger's, which has a scope of its own. */
  WriteId id(WriteRequest request) {
    return id(request, call);
  }

  /** The operation id, with what a call gave that need not be the one under way. */
  static WriteId id(WriteRequest request, Call call) {
    String own = request.id();
    String given = call.id();
    String holder = call.caller().isHolder() ? call.caller().account() : null;
    if (own != null && given != null && call.scope() == null && !own.equals(given)) {
      throw new RefusedException(Refusal.invalid("id", "must not differ from the Idempotency-Key"));
    }
    return own != null
        ? new WriteId(own, new Scope(null, holder))
        : new WriteId(given, new Scope(call.scope(), holder));
  }

  /** Who is calling. */
  Caller caller() {
    return call.caller();
  }
}
