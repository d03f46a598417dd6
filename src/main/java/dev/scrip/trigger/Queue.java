package dev.scrip.trigger;

import dev.scrip.access.Caller;
import dev.scrip.access.Role;
import dev.scrip.config.ScripSettings;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Call;
import dev.scrip.function.Done;
import dev.scrip.function.Messages;
import dev.scrip.function.Messages.Arrived;
import dev.scrip.function.Messages.Message;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What every queue does with the messages that it delivers together. A message that failed is to be
 * delivered again, and in the end to stand among the dead letters: nothing is lost.
 */
@Singleton
public class Queue {

  private static final Logger LOG = Logger.getLogger(Queue.class);

  private static final String CALLER = "queue";

  private final Envelopes envelopes;
  private final Messages messages;
  private final Dispatcher dispatcher;
  private final boolean requireId;
  private final Set<Code> acknowledged;
  private final Role role;

  Queue(Envelopes envelopes, Messages messages, Dispatcher dispatcher, ScripSettings settings) {
    this.envelopes = envelopes;
    this.messages = messages;
    this.dispatcher = dispatcher;
    this.requireId = settings.queue().requireId();
    this.acknowledged =
        settings.queue().onRefusal().equals("acknowledge")
            ? Arrays.stream(Code.values()).filter(Queue::isAnswer).collect(Collectors.toSet())
            : EnumSet.noneOf(Code.class);
    this.role = Role.of(settings.queue().role()).orElseThrow();
  }

  /**
   * One message as it was delivered.
   *
   * @param id the id that the queue gave it, the same at each delivery
   * @param scope whose ids these are, such as {@code sqs}
   * @param body what was sent
   * @param group the group within which the queue keeps the order, or null where it keeps none
   */
  public record Delivery(String id, String scope, String body, String group) {}

  /** Does what the messages ask for, and returns those that failed, in order. */
  public List<Delivery> take(List<Delivery> deliveries) {
    List<Done> done = messages.apply(deliveries.stream().map(this::arrived).toList(), acknowledged);
    List<Delivery> failed = new ArrayList<>();
    int skipped = 0;
    for (int i = 0; i < deliveries.size(); i++) {
      Refusal refusal = done.get(i).refusal();
      if (refusal == null) {
        continue;
      }
      boolean letGo = acknowledged.contains(refusal.code());
      if (!letGo) {
        failed.add(deliveries.get(i));
      }
      if (refusal.code() == Code.SKIPPED) {
        skipped++;
      } else {
        log(deliveries.get(i), letGo ? "was refused and acknowledged" : "failed", refusal);
      }
    }
    if (skipped > 0) {
      LOG.warnf("%d messages failed because one before them in their sequence did", skipped);
    }
    return failed;
  }

  /** The detail of a refusal names accounts and balances, which are nothing for a log. */
  private static void log(Delivery delivery, String what, Refusal refusal) {
    String detail = refusal.code() == Code.INVALID_REQUEST ? ": " + refusal.detail() : "";
    LOG.warnf("Message %s %s: %s%s", delivery.id(), what, refusal.code().word(), detail);
  }

  private Arrived arrived(Delivery delivery) {
    try {
      Envelope envelope = envelopes.open(delivery.body().getBytes(StandardCharsets.UTF_8));
      String sequence = delivery.group() != null ? delivery.group() : envelope.sequence();
      return new Arrived(sequence, () -> message(delivery, envelope));
    } catch (RefusedException e) {
      return new Arrived(
          delivery.group(),
          () -> {
            throw e;
          });
    }
  }

  private Message message(Delivery delivery, Envelope envelope) {
    if (requireId && !envelope.hasId()) {
      throw Envelopes.refused(
          "id", "must not be missing: this queue takes only messages with an id of their own");
    }
    Caller caller = Callers.of(CALLER, envelope.source(), role);
    Call call =
        envelope.id() == null
            ? new TriggerCall(delivery.id(), delivery.scope(), caller)
            : new TriggerCall(envelope.id(), envelope.scope(), caller);
    return new Message(
        envelope.function(),
        envelope.input(),
        call,
        () -> dispatcher.call(envelope.function(), envelope.input(), call));
  }

  /**
   * Whether a refusal is the ledger's answer to what was asked. What nobody could read, what waits
   * for the ledger or its owner, and what failed is delivered again in any case.
   */
  private static boolean isAnswer(Code code) {
    return switch (code) {
      case UNKNOWN_ACCOUNT,
          UNKNOWN_BOOK,
          ACCOUNT_EXISTS,
          ACCOUNT_DELETED,
          BELOW_MIN,
          ABOVE_MAX,
          INSUFFICIENT_BALANCE,
          SUPPLY_FIXED,
          SAME_ACCOUNT,
          NOT_BURNABLE,
          NOT_A_TOKEN,
          WRONG_BOOK,
          ID_REUSED,
          EXPIRED ->
          true;
      case INVALID_REQUEST,
          UNAUTHENTICATED,
          FORBIDDEN,
          UNKNOWN_LEDGER,
          UNKNOWN_FUNCTION,
          METHOD_NOT_ALLOWED,
          NOT_INITIALIZED,
          DEFINITION_CHANGED,
          JOB_RUNNING,
          REQUEST_TOO_LARGE,
          SKIPPED,
          INTERNAL_ERROR,
          STORE_UNAVAILABLE,
          STORE_FULL,
          OVERLOADED ->
          false;
    };
  }
}
