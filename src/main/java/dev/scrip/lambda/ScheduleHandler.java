package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.trigger.Schedule;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes what EventBridge Scheduler sends, or whoever else invokes it with a message. A failure is
 * thrown, so that AWS tries again and in the end tells the on-failure destination. It takes the
 * bytes as they are: read into a map, an amount would have become a double.
 */
@Named("schedule")
public class ScheduleHandler implements RequestStreamHandler {

  /** Lambda repeats an asynchronous invocation under the same request id. */
  private static final String SCOPE = "lambda";

  private final Schedule schedule;
  private final ObjectMapper mapper;

  ScheduleHandler(Schedule schedule, ObjectMapper mapper) {
    this.schedule = schedule;
    this.mapper = mapper;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Object reply = schedule.fire(input.readAllBytes(), context.getAwsRequestId(), SCOPE);
    output.write(mapper.writeValueAsString(reply).getBytes(StandardCharsets.UTF_8));
  }
}
