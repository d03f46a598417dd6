package dev.scrip.store;

import dev.scrip.domain.Code;
import dev.scrip.domain.Job;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a job as {@code lua/include/job.lua} describes it.
 *
 * @param fields its fields, all of them texts
 */
record JobState(JsonObject fields) {

  /** The state in a text of JSON. */
  static JobState of(String json) {
    return new JobState(new JsonObject(json));
  }

  /** The state in a reply of {@code takeJob.lua}, or empty if it has none. */
  static Optional<JobState> in(Response reply) {
    String[] words = ReplyDecoder.lines(reply)[0].split(" ", 2);
    return words.length == 2 ? Optional.of(of(words[1])) : Optional.empty();
  }

  String id() {
    return fields.getString("job");
  }

  Job.Phase phase() {
    return Job.Phase.of(fields.getString("phase"));
  }

  /** The book that is replaced or deleted; empty for the ledger, null for a job without a book. */
  String snapshot() {
    return request().getString("destination");
  }

  /** The weights of a weighted sum by the names of their books. */
  Map<String, BigDecimal> weights() {
    Map<String, BigDecimal> weights = new LinkedHashMap<>();
    for (Map.Entry<String, Object> each : request().getJsonObject("weights")) {
      weights.put(each.getKey(), new BigDecimal(each.getValue().toString()));
    }
    return weights;
  }

  private JsonObject request() {
    return new JsonObject(fields.getString("request"));
  }

  /** The job as callers see it. */
  Job job(String ledger) {
    String code = fields.getString("code");
    String book = snapshot();
    return new Job(
        id(),
        fields.getString("operation"),
        phase(),
        book == null || book.isEmpty() ? ledger : book,
        text("at"),
        number("count"),
        number("total"),
        number("done") == null ? 0 : number("done"),
        ReplyDecoder.entryId(fields.getString("entry")),
        instant("begun"),
        instant("ended"),
        code.isEmpty() ? null : Code.of(code));
  }

  private String text(String field) {
    String text = fields.getString(field);
    return text.isEmpty() ? null : text;
  }

  private Long number(String field) {
    String text = text(field);
    return text == null ? null : Long.valueOf(text);
  }

  private Instant instant(String field) {
    Long millis = number(field);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
