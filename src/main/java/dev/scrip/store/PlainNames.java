package dev.scrip.store;

import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import java.util.Map;

/** Account names without a cipher: every name is its own encoded form, so nothing is copied. */
final class PlainNames extends AccountNames {

  @Override
  String encode(String name) {
    return name;
  }

  @Override
  String displayName(String encoded) {
    return encoded;
  }

  @Override
  String keyCheckValue() {
    return AccountCipher.Method.NONE.word();
  }

  @Override
  Operation encode(Operation operation) {
    return operation;
  }

  @Override
  Operation.Options encode(Operation.Options options) {
    return options;
  }

  @Override
  AtomicSet encode(AtomicSet set) {
    return set;
  }

  @Override
  Map<String, Amount> encode(Map<String, Amount> allocations) {
    return allocations;
  }
}
