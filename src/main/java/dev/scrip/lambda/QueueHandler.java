package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.scrip.trigger.Queue;
import dev.scrip.trigger.Queue.Delivery;
import jakarta.inject.Named;
import java.util.List;

/**
 * Takes messages from SQS and reports exactly those that failed. The event source mapping must say
 * {@code ReportBatchItemFailures}: without it they would count as done.
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
        queue.take(deliveries).stream().map(each -> new BatchItemFailure(each.id())).toList());
  }

  private static Delivery delivery(SQSMessage message) {
    return new Delivery(message.getMessageId(), SCOPE, message.getBody(), group(message));
  }

  /**
   * A standard queue may have message groups too, for fairness; but only a FIFO queue keeps their
   * order.
   */
  private static String group(SQSMessage message) {
    return message.getEventSourceArn().endsWith(".fifo")
        ? message.getAttributes().get("MessageGroupId")
        : null;
  }
}
