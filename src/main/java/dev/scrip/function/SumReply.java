package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scrip.domain.JobOutcome;
import dev.scrip.domain.WeightedSum;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reply to wsum.
 *
 * @param destination the name of the book that was replaced
 * @param weights the weights by the names of the books
 * @param count the number of accounts of the result, or null while the job runs
 * @param entry the id of the last journal entry, or null if nothing changed
 * @param job the job, if it still runs; left out otherwise
 */
@RegisterForReflection
public record SumReply(
    String destination,
    Map<String, String> weights,
    Long count,
    String entry,
    @JsonInclude(JsonInclude.Include.NON_NULL) JobReply job)
    implements PendingReply {

  static SumReply of(WeightedSum sum, JobOutcome outcome) {
    Map<String, String> weights = new LinkedHashMap<>();
    for (Map.Entry<String, BigDecimal> each : sum.weights().entrySet()) {
      weights.put(each.getKey(), each.getValue().toPlainString());
    }
    if (outcome instanceof JobOutcome.Done done) {
      return new SumReply(sum.destination(), weights, done.count(), done.entry(), null);
    }
    JobReply job = JobReply.of(((JobOutcome.Running) outcome).job());
    return new SumReply(sum.destination(), weights, null, null, job);
  }

  @Override
  public boolean isPending() {
    return job != null;
  }
}
