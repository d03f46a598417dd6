package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.scrip.message.Queue;
import dev.scrip.message.Queue.Delivery;
import jakarta.inject.Named;
import java.util.List;

/**
 * Handles messages from SQS and reports those that failed. The event source mapping must have
 * {@code ReportBatchItemFailures}; without it SQS would delete the failed messages.
 */
@Named("queue")
public class QueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private static final String SCOPE = "sqs";

  private final Queue queue;

  QueueHandler(Queue queue) {
    this.queue = queue;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    List<Delivery> deliveries = event.getRecords().stream().map(QueueHandler::delivery).toList();
    return new SQSBatchResponse(
        queue.take(deliveries).toCompletableFuture().join().stream()
            .map(each -> new BatchItemFailure(each.id()))
            .toList());
  }

  private static Delivery delivery(SQSMessage message) {
    return new Delivery(message.getMessageId(), SCOPE, message.getBody(), group(message));
  }

  /**
   * The message group of a FIFO queue, or null. A standard queue may have message groups too, but
   * does not keep their order.
   */
  private static String group(SQSMessage message) {
    return message.getEventSourceArn().endsWith(".fifo")
        ? message.getAttributes().get("MessageGroupId")
        : null;
  }
}
