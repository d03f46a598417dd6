package dev.scrip.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inputs of the operations of a batch, completed with its defaults. */
class BatchItemsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {'ledger':'gold','reason':'why'}",
        "{'amount':1e400} | {'amount':1e400,'ledger':'gold','reason':'why'}",
        "{'ledger':'iron'} | {'ledger':'iron','reason':'why'}",
        "{'reason':''} | {'ledger':'gold','reason':'why'}",
        "{'reason':null,'a':''} | {'a':'','ledger':'gold','reason':'why'}",
        "{'ledger':''} | {'ledger':'','reason':'why'}",
        "{'notAfter':null} | {'notAfter':null,'ledger':'gold','reason':'why'}",
        "{'a':{'ledger':'iron','b':[1,{}]}} |"
            + " {'a':{'ledger':'iron','b':[1,{}]},'ledger':'gold','reason':'why'}",
        "{'ledger':5,'reason':[1]} | {'ledger':5,'reason':[1]}",
        "[1,{}] | [1,{}]",
        "5 | 5"
      })
  void completesObjects(String input, String expected) throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("ledger", "gold");
    defaults.put("reason", "why");
    TokenBuffer buffer =
        MAPPER.createParser(input.replace('\'', '"')).readValueAs(TokenBuffer.class);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      BatchItems.completed(buffer, defaults).serialize(json);
    }
    assertThat(text.toString().replace('"', '\'')).isEqualTo(expected);
  }
}
