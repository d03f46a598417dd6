package dev.scrip.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The scripts under {@code lua/}, each put together and hashed when it is first used. */
enum Script {
  APPLY("apply"),
  GET("get"),
  GET_ALL("getAll"),
  GET_TOP_HOLDERS("getTopHolders"),
  GET_HISTORY("getHistory"),
  GET_INFO("getInfo"),
  REAP("reap"),
  INITIALIZE("initialize");

  private final String file;
  private volatile Loaded loaded;

  Script(String file) {
    this.file = file;
  }

  /** The script's whole text. */
  String text() {
    return load().text;
  }

  /** The hash by which Redis knows the text: SHA-1, in hexadecimal. */
  String sha() {
    return load().sha;
  }

  private Loaded load() {
    Loaded ready = loaded;
    if (ready == null) {
      String text =
          ScriptSource.resolve(
              read("lua/" + file + ".lua"), name -> read("lua/include/" + name + ".lua"));
      ready = new Loaded(text, sha1(text));
      loaded = ready;
    }
    return ready;
  }

  private static String read(String resource) {
    try (InputStream in = Script.class.getClassLoader().getResourceAsStream(resource)) {
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

  private record Loaded(String text, String sha) {}
}
