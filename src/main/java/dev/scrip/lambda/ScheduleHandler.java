package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.message.Schedule;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Handles invocations by EventBridge Scheduler, or any other invocation with a message. A failure
 * is thrown, so that AWS retries and finally sends the event to the on-failure destination. The
 * input is read as bytes, because in a map an amount would become a double.
 */
@Named("schedule")
public class ScheduleHandler implements RequestStreamHandler {

  /** The scope of request ids. Lambda retries an asynchronous invocation with the same id. */
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
