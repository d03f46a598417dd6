package dev.scrip.store;

import com.google.crypto.tink.subtle.AesSiv;
import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Scope;
import dev.scrip.domain.Sequenced;
import dev.scrip.domain.Terms;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The account names of a ledger as they stand in the store, and back. What goes to Redis passes
 * through here first, the names of callers and the fingerprints of requests with it: a fingerprint
 * over a plain name would let names be guessed.
 */
abstract class AccountNames {

  private static final String HMAC = "HmacSHA256";
  private static final int MARK_BYTES = 8;

  /**
   * The names of a ledger. Its own name goes into each, so that one person's accounts look
   * different in each ledger.
   */
  static AccountNames of(LedgerDefinition ledger) {
    return switch (ledger.accountCipher().method()) {
      case NONE -> new Plain();
      case AES_SIV -> new Sealed(ledger);
      case HMAC_SHA256 -> new Digested(ledger);
    };
  }

  /** A name as it stands in the store. */
  abstract String stored(String name);

  /** A stored name as replies tell it: the name itself where it can be had back. */
  abstract String told(String stored);

  /** What tells this cipher and key from every other, without telling anything of the key. */
  abstract String mark();

  /** An operation with stored names in place of plain ones. */
  Operation stored(Operation operation) {
    Terms terms = stored(operation.terms());
    if (operation instanceof Operation.Create create) {
      return new Operation.Create(stored(create.account()), create.amount(), terms);
    } else if (operation instanceof Operation.Add add) {
      return new Operation.Add(stored(add.account()), add.amount(), terms);
    } else if (operation instanceof Operation.Delete delete) {
      return new Operation.Delete(stored(delete.account()), terms);
    } else if (operation instanceof Operation.Transfer transfer) {
      return new Operation.Transfer(
          stored(transfer.from()), stored(transfer.to()), transfer.amount(), terms);
    } else if (operation instanceof Operation.Burn burn) {
      return new Operation.Burn(stored(burn.account()), burn.amount(), terms);
    }
    throw new IllegalArgumentException("no account names known of " + operation.word());
  }

  /** Terms with stored names in place of plain ones. */
  Terms stored(Terms terms) {
    Scope scope = new Scope(terms.scope().trigger(), storedOrNull(terms.scope().holder()));
    return new Terms(terms.id(), scope, terms.reason(), terms.notAfter(), storedOrNull(terms.by()));
  }

  /** Operations with stored names in place of plain ones. */
  List<Sequenced> stored(List<Sequenced> operations) {
    return operations.stream()
        .map(each -> new Sequenced(stored(each.operation()), each.sequence()))
        .toList();
  }

  /** A set with stored names in place of plain ones. */
  AtomicSet stored(AtomicSet set) {
    return new AtomicSet(set.operations().stream().map(this::stored).toList(), stored(set.terms()));
  }

  /** Allocations with stored names in place of plain ones. */
  Map<String, Amount> stored(Map<String, Amount> allocations) {
    Map<String, Amount> stored = new LinkedHashMap<>();
    allocations.forEach((account, amount) -> stored.put(stored(account), amount));
    return stored;
  }

  private String storedOrNull(String name) {
    return name == null ? null : stored(name);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      // A Mac is not safe for many threads at once; making one is cheap beside a call to Redis.
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String mark(AccountCipher cipher) {
    byte[] check = Arrays.copyOf(hmac(cipher.key().bytes(), "key check"), MARK_BYTES);
    return cipher.method().word() + ":" + HexFormat.of().formatHex(check);
  }

  private static final class Plain extends AccountNames {

    @Override
    String stored(String name) {
      return name;
    }

    @Override
    Operation stored(Operation operation) {
      return operation;
    }

    @Override
    String told(String stored) {
      return stored;
    }

    @Override
    String mark() {
      return AccountCipher.Method.NONE.word();
    }
  }

  private static final class Sealed extends AccountNames {
    private final AesSiv siv;
    private final byte[] ledger;
    private final String mark;

    Sealed(LedgerDefinition definition) {
      this.ledger = definition.ledger().getBytes(StandardCharsets.UTF_8);
      this.mark = AccountNames.mark(definition.accountCipher());
      try {
        this.siv = new AesSiv(definition.accountCipher().key().bytes());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    String stored(String name) {
      try {
        return encode(siv.encryptDeterministically(name.getBytes(StandardCharsets.UTF_8), ledger));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    String told(String stored) {
      try {
        byte[] name = siv.decryptDeterministically(Base64.getUrlDecoder().decode(stored), ledger);
        return new String(name, StandardCharsets.UTF_8);
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // Nothing of ours: somebody wrote it past the ledger. An audit shows it as it is.
        return stored;
      }
    }

    @Override
    String mark() {
      return mark;
    }
  }

  private static final class Digested extends AccountNames {
    private final byte[] key;
    private final String ledger;
    private final String mark;

    Digested(LedgerDefinition definition) {
      this.key = definition.accountCipher().key().bytes();
      this.ledger = definition.ledger();
      this.mark = AccountNames.mark(definition.accountCipher());
    }

    @Override
    String stored(String name) {
      // No name of a ledger has a slash, so no two pairs of ledger and account run together.
      return encode(hmac(key, ledger + "/" + name));
    }

    @Override
    String told(String stored) {
      return stored;
    }

    @Override
    String mark() {
      return mark;
    }
  }
}
