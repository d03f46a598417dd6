package dev.scrip.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The text of a manifest: a line with the manifest as JSON; and if it is signed, a line with the
 * signature of the first line, without its line feed.
 */
final class ManifestText {

  /** Reads and writes manifests, and the lines of checkpoints. */
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestText() {}

  /**
   * The second line.
   *
   * @param signature the signature
   */
  @RegisterForReflection
  record Signature(String signature) {}

  /** The text of a manifest, signed if there is a key. */
  static byte[] of(Object manifest, ArchiveKeys keys) {
    try {
      byte[] line = MAPPER.writeValueAsBytes(manifest);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      text.writeBytes(line);
      text.write('\n');
      String signature = keys.sign(line);
      if (signature != null) {
        text.writeBytes(MAPPER.writeValueAsBytes(new Signature(signature)));
        text.write('\n');
      }
      return text.toByteArray();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The manifest in a text.
   *
   * @throws DamagedArchiveException if it is none, or not signed by one of the keys
   */
  static <T> Sealed<T> read(byte[] text, Class<T> type, ArchiveKeys keys, String object)
      throws DamagedArchiveException {
    int end = 0;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    byte[] line = Arrays.copyOf(text, end);
    String rest = new String(text, end, text.length - end, StandardCharsets.UTF_8).strip();
    try {
      String signature =
          rest.isEmpty() ? null : MAPPER.readValue(rest, Signature.class).signature();
      if (!keys.isSigned(line, signature)) {
        throw new DamagedArchiveException(object, "is not signed by a key of the archive");
      }
      return new Sealed<>(MAPPER.readValue(line, type), sha256(text));
    } catch (IOException e) {
      throw new DamagedArchiveException(object, "is no manifest");
    }
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
