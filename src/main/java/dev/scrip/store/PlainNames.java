package dev.scrip.store;

import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import dev.scrip.domain.OperationOptions;
import dev.scrip.domain.SequencedOperation;
import java.util.List;
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
  OperationOptions encode(OperationOptions options) {
    return options;
  }

  @Override
  List<SequencedOperation> encode(List<SequencedOperation> operations) {
    return operations;
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
