package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.domain.RefusedException;
import dev.scrip.message.Schedule;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;

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
    Object reply = reply(input.readAllBytes(), context.getAwsRequestId());
    output.write(mapper.writeValueAsString(reply).getBytes(StandardCharsets.UTF_8));
  }

  private Object reply(byte[] message, String id) {
    try {
      return schedule.fire(message, id, SCOPE).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RefusedException refused ? refused : e;
    }
  }
}
