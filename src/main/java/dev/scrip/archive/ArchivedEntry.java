package dev.scrip.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the journal in an archive: a line {@code {"entry": id, field: value, ...}} with the
 * fields as the journal has them.
 *
 * @param id the id of the entry
 * @param fields the names of its fields and their values, in turn
 * @param remembered what was remembered of its operation id, or null
 */
public record ArchivedEntry(String id, List<String> fields, String remembered) {

  private static final String ENTRY = "entry";
  private static final String REMEMBERED = "remembered";
  private static final String FORM = "v1";
  private static final String MORE = "more";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /**
   * The sum of the amounts of its postings: by how much it changes the circulating supply.
   *
   * @return the sum in smallest units; null if the entry is not of the form that {@code
   *     docs/journal.md} describes
   */
  public BigInteger amount() {
    if (fields.size() < 2 || !fields.get(0).equals(FORM)) {
      return null;
    }
    BigInteger sum = BigInteger.ZERO;
    String[] lines = fields.get(1).split("\n", -1);
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isEmpty() && !Character.isLetter(lines[i].charAt(0))) {
        String amount = lines[i].split(" ", 2)[0];
        if (!SegmentManifest.AMOUNT.matcher(amount).matches()) {
          return null;
        }
        sum = sum.add(new BigInteger(amount));
      }
    }
    return sum;
  }

  /** {@return whether further entries of the same operation follow} */
  public boolean hasMore() {
    return field(MORE) != null;
  }

  /**
   * The value of a field.
   *
   * @param name the name of the field
   * @return its value, or null if there is no such field
   */
  public String field(String name) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if (fields.get(i).equals(name)) {
        return fields.get(i + 1);
      }
    }
    return null;
  }

  /** {@return the operation id with its scope as prefix, or null if there is none} */
  public String scopedId() {
    String own = field("id");
    String scope = field("scope");
    return own == null || scope == null ? own : scope + own;
  }

  /** {@return the word of the operation; empty if the entry is of another form} */
  public String operation() {
    return fields.size() < 2 ? "" : fields.get(1).split("[ \n]", 2)[0];
  }

  /** {@return the SHA-256 of the entry, without what was remembered, in hexadecimal digits} */
  public String sha256() {
    return ManifestText.sha256(new ArchivedEntry(id, fields, null).line());
  }

  /** The line. */
  byte[] line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField(ENTRY, id);
      for (int i = 0; i + 1 < fields.size(); i += 2) {
        json.writeStringField(fields.get(i), fields.get(i + 1));
      }
      if (remembered != null) {
        json.writeStringField(REMEMBERED, remembered);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  /**
   * The entry in a line.
   *
   * @param line the line
   * @return the entry, or null if the line has none
   */
  public static ArchivedEntry of(String line) {
    String id = null;
    String remembered = null;
    List<String> fields = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      String name;
      while ((name = json.nextFieldName()) != null) {
        String value = json.nextTextValue();
        if (value == null) {
          return null;
        } else if (name.equals(ENTRY)) {
          id = value;
        } else if (name.equals(REMEMBERED)) {
          remembered = value;
        } else {
          fields.add(name);
          fields.add(value);
        }
      }
    } catch (IOException e) {
      return null;
    }
    return id == null ? null : new ArchivedEntry(id, fields, remembered);
  }
}
