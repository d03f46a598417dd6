package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.message.Queue;
import dev.scrip.message.Queue.Delivery;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Handles messages from SQS and reports those that failed. The event source mapping must have
 * {@code ReportBatchItemFailures}; without it SQS would delete the failed messages.
 */
@Named("queue")
public class QueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private static final Logger LOG = Logger.getLogger(QueueHandler.class);

  private static final String SCOPE = "sqs";
  private static final String FIFO = ".fifo";

  private final Queue queue;

  QueueHandler(Queue queue) {
    this.queue = queue;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    checkRecords(event);
    List<BatchItemFailure> failures = new ArrayList<>();
    List<Delivery> deliveries = new ArrayList<>();
    for (SQSMessage message : event.getRecords()) {
      if (isOrderKnown(message)) {
        deliveries.add(delivery(message));
      } else {
        LOG.warnf(
            "Message %s failed: eventSourceARN or MessageGroupId is missing",
            message.getMessageId());
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    queue
        .take(deliveries)
        .toCompletableFuture()
        .join()
        .forEach(each -> failures.add(new BatchItemFailure(each.id())));
    return new SQSBatchResponse(failures);
  }

  /**
   * Checks that all messages can be reported as failed. SQS would delete a message that is not
   * reported, so the invocation fails before any message is applied.
   */
  private static void checkRecords(SQSEvent event) {
    boolean isSqs =
        event != null
            && event.getRecords() != null
            && event.getRecords().stream()
                .allMatch(each -> each != null && each.getMessageId() != null);
    if (!isSqs) {
      throw new RefusedException(
          Refusal.invalid(
              "event",
              "must be an event of SQS, with Records that have a messageId, because the handler is"
                  + " queue"));
    }
  }

  /** Whether it is known if the queue keeps an order, and within which group. */
  private static boolean isOrderKnown(SQSMessage message) {
    return message.getEventSourceArn() != null && (!isFifo(message) || group(message) != null);
  }

  private static boolean isFifo(SQSMessage message) {
    return message.getEventSourceArn().endsWith(FIFO);
  }

  private static Delivery delivery(SQSMessage message) {
    return new Delivery(message.getMessageId(), SCOPE, message.getBody(), group(message));
  }

  /**
   * The message group of a FIFO queue, or null. A standard queue may have message groups too, but
   * does not keep their order.
   */
  private static String group(SQSMessage message) {
    return isFifo(message) && message.getAttributes() != null
        ? message.getAttributes().get("MessageGroupId")
        : null;
  }
}
