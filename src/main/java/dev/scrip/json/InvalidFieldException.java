package dev.scrip.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** The exception for a field whose value a deserializer refuses. Jackson adds the field's path. */
final class InvalidFieldException extends JsonMappingException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception for the field at which a parser stands.
   *
   * @param parser the parser
   * @param problem the problem as the end of a sentence, such as "must be a list"
   */
  InvalidFieldException(JsonParser parser, String problem) {
    super(parser, problem);
  }

  /** The problem, as the end of a sentence that begins with the field's name. */
  String problem() {
    return getOriginalMessage();
  }
}
