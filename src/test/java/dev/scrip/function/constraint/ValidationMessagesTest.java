package dev.scrip.function.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AccountName;
import dev.scrip.domain.OperationId;
import dev.scrip.store.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The messages of violations agree with the rules that they describe. */
class ValidationMessagesTest {

  private final Properties messages = messages();

  @Test
  void agreeWithTheConstants() {
    assertMessage("ValidAccount", AccountName.RULE);
    assertMessage("ValidSequence", AccountName.RULE);
    assertMessage("ValidOperationId", OperationId.RULE);
    assertMessage("ValidFunction", "must be the name of a function");
    assertMessage("ValidLimit", "must be 1 to " + Ledger.MAX_PAGE);
    assertMessage("ValidOperations", "must be 1 to " + Ledger.MAX_OPERATIONS);
  }

  @Test
  void continueASentenceThatBeginsWithTheField() {
    assertThat(messages).isNotEmpty();
    messages.forEach(
        (key, message) ->
            assertThat(message.toString()).as("%s", key).startsWith("must ").doesNotEndWith("."));
  }

  private void assertMessage(String constraint, String message) {
    assertThat(messages.getProperty("dev.scrip." + constraint)).as(constraint).isEqualTo(message);
  }

  private static Properties messages() {
    Properties messages = new Properties();
    try (InputStream file =
        ValidationMessagesTest.class.getResourceAsStream("/ValidationMessages.properties")) {
      messages.load(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return messages;
  }
}
