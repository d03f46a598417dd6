package dev.scrip.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scrip.json.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The result of one operation in the reply of a batch.
 *
 * @param status the HTTP status
 * @param reply the reply of the function, or null if it was refused
 * @param problem the problem, or null if the operation was applied
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationResult(int status, Object reply, Problem problem) {

  private static final int OK = 200;

  static OperationResult of(Sequences.Result result) {
    if (result.refusal() == null) {
      return replied(result.reply());
    }
    Problem problem = Problem.of(result.refusal());
    return new OperationResult(problem.status(), null, problem);
  }

  static OperationResult replied(Object reply) {
    return new OperationResult(OK, reply, null);
  }
}
