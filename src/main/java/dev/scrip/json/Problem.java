package dev.scrip.json;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * The problem details of a refusal (RFC 9457).
 *
 * @param type {@code urn:scrip:} and the code
 * @param title a short description of the code
 * @param status the HTTP status
 * @param detail a description of this refusal, in one or two sentences
 * @param code the code
 * @param fields further fields, such as balance, min or violations
 */
@RegisterForReflection
@JsonPropertyOrder({"type", "title", "status", "detail", "code"})
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @JsonAnyGetter Map<String, Object> fields) {

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * Converts a refusal to a problem.
   *
   * @param refusal the refusal
   * @return the problem
   */
  public static Problem of(Refusal refusal) {
    Code code = refusal.code();
    return new Problem(
        "urn:scrip:" + code.word(),
        code.title(),
        status(code),
        refusal.detail(),
        code.word(),
        refusal.fields());
  }

  /**
   * Returns the HTTP status of a code.
   *
   * @param code the code
   * @return the status, 400 to 503
   */
  public static int status(Code code) {
    return switch (code) {
      case INVALID_REQUEST -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case UNKNOWN_LEDGER,
          UNKNOWN_ACCOUNT,
          UNKNOWN_FUNCTION,
          UNKNOWN_BOOK,
          NO_JOB,
          UNKNOWN_ARCHIVE,
          NOT_ARCHIVED ->
          404;
      case METHOD_NOT_ALLOWED -> 405;
      case ACCOUNT_EXISTS,
          ACCOUNT_DELETED,
          NOT_INITIALIZED,
          DEFINITION_CHANGED,
          INFO_MISSING,
          LEDGER_NOT_EMPTY,
          JOB_RUNNING,
          JOB_POSTING,
          ARCHIVE_DAMAGED,
          ARCHIVE_DIVERGED ->
          409;
      case REQUEST_TOO_LARGE -> 413;
      case BELOW_MIN,
          ABOVE_MAX,
          INSUFFICIENT_BALANCE,
          SUPPLY_FIXED,
          SAME_ACCOUNT,
          NOT_BURNABLE,
          NO_RANKING,
          NOT_A_GROUP,
          NOT_A_SNAPSHOT,
          TOO_MANY_BOOKS,
          JOB_CANCELLED,
          NO_ARCHIVE,
          NOT_A_TOKEN,
          ID_REUSED,
          EXPIRED,
          SKIPPED ->
          422;
      case INTERNAL_ERROR -> 500;
      case STORE_UNAVAILABLE,
          STORE_FULL,
          OVERLOADED,
          KEYS_UNAVAILABLE,
          ARCHIVE_UNAVAILABLE,
          RESTORING ->
          503;
    };
  }
}
