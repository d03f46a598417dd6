package dev.scrip.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The text of a script with its parts, and its hash.
 *
 * @param text the whole text
 * @param sha the hash by which Redis knows the text: SHA-1, in hexadecimal
 */
record ScriptText(String text, String sha) {

  /**
   * The texts of all scripts. They are assembled when this class is initialized, which for a native
   * binary is at build time.
   */
  private static final Map<Script, ScriptText> ALL = new EnumMap<>(Script.class);

  static {
    for (Script script : Script.values()) {
      ALL.put(script, read(script));
    }
  }

  /** The text of a script. */
  static ScriptText of(Script script) {
    return ALL.get(script);
  }

  /** The hashes of all scripts. */
  static Map<Script, String> hashes() {
    Map<Script, String> hashes = new EnumMap<>(Script.class);
    ALL.forEach((script, text) -> hashes.put(script, text.sha()));
    return hashes;
  }

  private static ScriptText read(Script script) {
    String source = read("lua/" + script.file() + ".lua");
    String text = ScriptSource.resolve(source, name -> read("lua/include/" + name + ".lua"));
    return new ScriptText(text, sha1(text));
  }

  /** The text of a resource, or null if there is none. */
  private static String read(String resource) {
    try (InputStream in = ScriptText.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
