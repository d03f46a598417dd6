package dev.scrip.function;

import dev.scrip.access.Call;
import dev.scrip.access.Guard;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Scope;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;

/** The steps that writes share: read the fields, apply the operation, return the reply. */
@Singleton
public class Writes {

  private final Ledgers ledgers;
  private final LedgerStore store;

  Writes(Ledgers ledgers, LedgerStore store) {
    this.ledgers = ledgers;
    this.store = store;
  }

  /**
   * Applies the operation of a request and returns its reply.
   *
   * @throws RefusedException if the request is invalid or the ledger refuses the operation
   */
  <R> R apply(OperationRequest<R> request, Call call) {
    Fields fields = fields(request, call);
    OperationRequest.Planned<R> planned = request.plan(fields);
    fields.check();
    Outcome outcome = store.ledger(fields.ledger()).apply(planned.operation());
    if (outcome instanceof Outcome.Refused refused) {
      throw new RefusedException(Guard.redact(call.caller(), refused.refusal()));
    }
    return planned.reply().apply((Outcome.Applied) outcome);
  }

  /**
   * Reads the fields of a request, with its options.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return the fields
   */
  public Fields fields(WriteRequest request, Call call) {
    return new Fields(ledgers.get(request.ledger()), call.caller())
        .withOptions(id(request, call), request.reason(), request.notAfter());
  }

  /**
   * Returns the operation id of a request: its own, or else the one of the call.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return the operation id
   * @throws RefusedException {@code invalid-request} if the request's own id differs from the
   *     Idempotency-Key
   */
  public static ScopedId id(WriteRequest request, Call call) {
    String own = request.id();
    String given = call.id();
    String owner = call.caller().isAccountOwner() ? call.caller().account() : null;
    if (own != null && given != null && call.scope() == null && !own.equals(given)) {
      throw new RefusedException(Refusal.invalid("id", "must not differ from the Idempotency-Key"));
    }
    return own != null
        ? new ScopedId(own, new Scope(null, owner))
        : new ScopedId(given, new Scope(call.scope(), owner));
  }
}
