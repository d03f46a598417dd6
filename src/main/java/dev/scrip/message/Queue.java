package dev.scrip.message;

import dev.scrip.access.Role;
import dev.scrip.batch.Sequences;
import dev.scrip.batch.Sequences.Result;
import dev.scrip.batch.Sequences.Step;
import dev.scrip.config.ScripSettings;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Dispatcher;
import dev.scrip.function.PendingReply;
import dev.scrip.message.Envelopes.Envelope;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Executes the messages that a queue delivers together. A message that fails remains in the queue,
 * which redelivers it and finally moves it to the dead-letter queue.
 */
@Singleton
public class Queue {

  private static final Logger LOG = Logger.getLogger(Queue.class);

  private static final String CALLER = "queue";

  private final Envelopes envelopes;
  private final Dispatcher dispatcher;
  private final boolean requireId;
  private final Set<Code> acknowledged;
  private final Role role;

  Queue(Envelopes envelopes, Dispatcher dispatcher, ScripSettings settings) {
    this.envelopes = envelopes;
    this.dispatcher = dispatcher;
    this.requireId = settings.queue().requireId();
    this.acknowledged =
        settings.queue().onRefusal().equals("acknowledge")
            ? Arrays.stream(Code.values()).filter(Queue::isFinal).collect(Collectors.toSet())
            : EnumSet.noneOf(Code.class);
    this.role = Role.of(settings.queue().role()).orElseThrow();
  }

  /**
   * A message as the queue delivers it.
   *
   * @param id the queue's id of the message, the same for each delivery
   * @param scope the scope of the id, such as {@code sqs}
   * @param body the message's text, or null if the queue delivers none
   * @param group the group within which the queue keeps the order, or null if it keeps none
   */
  public record Delivery(String id, String scope, String body, String group) {}

  /**
   * Executes messages.
   *
   * @param deliveries the messages, in order
   * @return the messages that failed, in order
   */
  public CompletionStage<List<Delivery>> take(List<Delivery> deliveries) {
    List<Step> steps =
        deliveries.stream().map(delivery -> step(delivery, deliveries.size())).toList();
    return Sequences.run(steps, acknowledged).thenApply(results -> failed(deliveries, results));
  }

  private List<Delivery> failed(List<Delivery> deliveries, List<Result> results) {
    List<Delivery> failed = new ArrayList<>();
    int skipped = 0;
    for (int i = 0; i < deliveries.size(); i++) {
      Refusal refusal = results.get(i).refusal();
      if (refusal == null) {
        continue;
      }
      boolean isAcknowledged = acknowledged.contains(refusal.code());
      if (!isAcknowledged) {
        failed.add(deliveries.get(i));
      }
      if (refusal.code() == Code.SKIPPED) {
        skipped++;
      } else {
        log(deliveries.get(i), isAcknowledged ? "was refused and acknowledged" : "failed", refusal);
      }
    }
    if (skipped > 0) {
      LOG.warnf("%d messages failed because an earlier message of their sequence failed", skipped);
    }
    return failed;
  }

  /** Logs a refusal without its detail, which may contain accounts and balances. */
  private static void log(Delivery delivery, String what, Refusal refusal) {
    String detail = refusal.code() == Code.INVALID_REQUEST ? ": " + refusal.detail() : "";
    LOG.warnf("Message %s %s: %s%s", delivery.id(), what, refusal.code().word(), detail);
  }

  private Step step(Delivery delivery, int deliveries) {
    try {
      Envelopes.require("body", delivery.body());
      Envelope envelope = envelopes.open(delivery.body());
      String sequence = delivery.group() != null ? delivery.group() : envelope.sequence();
      return new Step(sequence, () -> call(delivery, envelope, deliveries));
    } catch (RefusedException e) {
      return new Step(delivery.group(), () -> CompletableFuture.failedStage(e));
    }
  }

  private CompletionStage<Object> call(Delivery delivery, Envelope envelope, int deliveries) {
    if (requireId && !envelope.hasId()) {
      throw Envelopes.refused("id", "must not be missing: scrip.queue.require-id is true");
    }
    return dispatcher
        .call(
            envelope.function(),
            envelope.input(),
            envelope.call(CALLER, role, delivery.id(), delivery.scope()).inBatchOf(deliveries))
        .thenApply(Queue::requireDone);
  }

  /** A message of a job that still runs stays in the queue: its next delivery goes on with it. */
  private static Object requireDone(Object reply) {
    if (reply instanceof PendingReply pending && pending.isPending()) {
      throw new RefusedException(Refusal.of(Code.JOB_RUNNING, "The job of the message runs."));
    }
    return reply;
  }

  /**
   * Whether a refusal is final: the ledger refused the operation. Other messages, which are
   * invalid, require a change of the ledger or its settings, or failed, are redelivered.
   */
  private static boolean isFinal(Code code) {
    return switch (code) {
      case UNKNOWN_ACCOUNT,
          ACCOUNT_EXISTS,
          ACCOUNT_DELETED,
          BELOW_MIN,
          ABOVE_MAX,
          INSUFFICIENT_BALANCE,
          SUPPLY_FIXED,
          SAME_ACCOUNT,
          NOT_BURNABLE,
          NO_RANKING,
          NOT_A_GROUP,
          NOT_A_SNAPSHOT,
          UNKNOWN_BOOK,
          TOO_MANY_BOOKS,
          JOB_CANCELLED,
          JOB_POSTING,
          NO_JOB,
          NO_ARCHIVE,
          UNKNOWN_ARCHIVE,
          NOT_ARCHIVED,
          NOT_A_TOKEN,
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
          INFO_MISSING,
          LEDGER_NOT_EMPTY,
          RESTORING,
          JOB_RUNNING,
          REQUEST_TOO_LARGE,
          SKIPPED,
          ARCHIVE_DAMAGED,
          ARCHIVE_DIVERGED,
          ARCHIVE_UNAVAILABLE,
          INTERNAL_ERROR,
          STORE_UNAVAILABLE,
          STORE_FULL,
          OVERLOADED,
          KEYS_UNAVAILABLE ->
          false;
    };
  }
}
