package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store fails in the middle of a batch. */
@QuarkusTest
@TestProfile(HandlerProfiles.OfQueue.class)
@WithTestResource(RedisGate.class)
@Tag("lambda")
class QueueOutageTest extends HandlerFixture {

  private static final int MESSAGES = 2000;
  private static final int PER_CALL = 500;

  @AfterEach
  void open() {
    RedisGate.open();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyWhatIsNotKnownToBeAppliedFailsAndComesRightLater(boolean replyLost) {
    open(account, "0");
    SqsMessages messages = SqsMessages.standard();
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(id(i), add());
    }
    RedisGate.cutAfter(2, replyLost);
    List<String> failed = messages.deliver();
    // The first message is sent at once, and of the others as many as arrive meanwhile.
    int applied = MESSAGES - failed.size();
    assertThat(applied).isBetween(2, 1 + PER_CALL);
    assertThat(failed).isEqualTo(IntStream.range(applied, MESSAGES).mapToObj(this::id).toList());
    RedisGate.open();
    int balance = Integer.parseInt(balance(account));
    if (replyLost) {
      assertThat(balance).isBetween(applied + 1, applied + PER_CALL);
    } else {
      assertThat(balance).isEqualTo(applied);
    }
    assertThat(messages.only(failed).deliver()).isEmpty();
    assertThat(messages.deliver()).isEmpty();
    assertThat(balance(account)).isEqualTo(Integer.toString(MESSAGES));
  }

  @Test
  void withoutAStoreEveryMessageFailsAtOnce() {
    open(account, "0");
    SqsMessages messages = SqsMessages.fifo();
    for (int i = 0; i < 10; i++) {
      messages.add("g" + i % 3, id(i), add());
    }
    RedisGate.cutAfter(0, false);
    assertThat(messages.deliver()).hasSize(10);
    RedisGate.open();
    assertThat(messages.deliver()).isEmpty();
    assertThat(balance(account)).isEqualTo("10");
  }

  private String id(int number) {
    return account + "-" + number;
  }

  private String add() {
    return quoted("{'function':'add','input':{'account':'" + account + "','amount':1}}");
  }
}
