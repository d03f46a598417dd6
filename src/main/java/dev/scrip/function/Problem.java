package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * A refusal as a reply shows it: problem details as in RFC 9457.
 *
 * @param type {@code urn:scrip:} and the code
 * @param title the code in a few words
 * @param status the HTTP status
 * @param detail what happened, in a sentence or two
 * @param code the code
 * @param fields more fields, such as balance, min or violations
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

  /** The problem that a refusal is. */
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

  /** The HTTP status of a code. */
  public static int status(Code code) {
    return switch (code) {
      case INVALID_REQUEST -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case UNKNOWN_LEDGER, UNKNOWN_ACCOUNT, UNKNOWN_BOOK, UNKNOWN_FUNCTION -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case ACCOUNT_EXISTS, ACCOUNT_DELETED, NOT_INITIALIZED, DEFINITION_CHANGED, JOB_RUNNING -> 409;
      case REQUEST_TOO_LARGE -> 413;
      case BELOW_MIN,
          ABOVE_MAX,
          INSUFFICIENT_BALANCE,
          SUPPLY_FIXED,
          SAME_ACCOUNT,
          NOT_BURNABLE,
          NOT_A_TOKEN,
          WRONG_BOOK,
          ID_REUSED,
          EXPIRED,
          SKIPPED ->
          422;
      case INTERNAL_ERROR -> 500;
      case STORE_UNAVAILABLE, STORE_FULL, OVERLOADED -> 503;
    };
  }
}
