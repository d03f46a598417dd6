package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A queue that is set to be done with what the ledger refuses, and to want ids. */
@QuarkusTest
@TestProfile(HandlerProfiles.OfLenientQueue.class)
@Tag("lambda")
class LenientQueueTest extends HandlerFixture {

  @Test
  void aRefusalIsAcknowledgedAndItsGroupGoesOn() {
    open(account, "0");
    List<String> failed =
        SqsMessages.fifo()
            .add("a", id(0), add(account, -1, "1"))
            .add("a", id(1), add(account, 5, "2"))
            .add("a", id(2), add(account + "-nobody", 1, "3"))
            .add("a", id(3), add(account, 5, "4"))
            .deliver();
    assertThat(failed).isEmpty();
    assertThat(balance(account)).isEqualTo("10");
  }

  @Test
  void whatCannotBeReadIsLeftToTheQueue() {
    open(account, "0");
    List<String> failed =
        SqsMessages.fifo()
            .add("a", id(0), add(account, 5, "1"))
            .add("a", id(1), "no JSON")
            .add("a", id(2), add(account, 5, "2"))
            .add("b", id(3), quoted("{'function':'nothing','input':{'id':'x'}}"))
            .deliver();
    assertThat(failed).containsExactly(id(1), id(2), id(3));
    assertThat(balance(account)).isEqualTo("5");
  }

  @Test
  void aMessageWithoutAnIdOfItsOwnIsNotTaken() {
    open(account, "0");
    String event =
        quoted(
            "{'specversion':'1.0','id':'1','source':'"
                + account
                + "','type':'scrip.add','data':{'account':'"
                + account
                + "','amount':1}}");
    List<String> failed =
        SqsMessages.standard()
            .add(id(0), add(account, 1, "1"))
            .add(id(1), event)
            .add(
                id(2),
                quoted("{'function':'add','input':{'account':'" + account + "','amount':1}}"))
            .deliver();
    assertThat(failed).containsExactly(id(2));
    assertThat(balance(account)).isEqualTo("2");
  }

  private String id(int number) {
    return account + "-" + number;
  }

  private String add(String to, int amount, String id) {
    return quoted(
        "{'function':'add','input':{'account':'"
            + to
            + "','amount':"
            + amount
            + ",'id':'"
            + account
            + "."
            + id
            + "'}}");
  }
}
