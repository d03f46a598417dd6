package dev.scrip.store;

import java.util.HashMap;
import java.util.Map;

/** The names of scripts by the hashes with which Redis knows them. */
public final class ScriptNames {

  private ScriptNames() {}

  /** {@return the names by hash} */
  public static Map<String, String> byHash() {
    Map<String, String> names = new HashMap<>();
    ScriptText.hashes().forEach((script, hash) -> names.put(hash, script.file()));
    return names;
  }
}
