package dev.scrip.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deserializes a list, or a map with strings as keys, and stops at the first element beyond the
 * {@link Size} of its field: validation comes after the whole request has been bound, which is too
 * late for a list of a hundred thousand elements.
 */
final class SizedDeserializer extends StdDeserializer<Object> implements ContextualDeserializer {

  private static final long serialVersionUID = 1L;

  private final JavaType type;
  private final transient JsonDeserializer<?> element;
  private final transient Size size;

  /** A deserializer that has to be made {@linkplain #createContextual contextual}. */
  SizedDeserializer(JavaType type) {
    this(type, null, null);
  }

  private SizedDeserializer(JavaType type, JsonDeserializer<?> element, Size size) {
    super(type);
    this.type = type;
    this.element = element;
    this.size = size;
  }

  @Override
  public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty field)
      throws JsonMappingException {
    Size fieldSize = field == null ? null : field.getAnnotation(Size.class);
    if (fieldSize == null) {
      return context.reportBadDefinition(type, "a list or map of a request must have a @Size");
    }
    JavaType elementType = type.getContentType();
    JsonDeserializer<?> annotated = elementType.getValueHandler();
    return new SizedDeserializer(
        type,
        annotated == null
            ? context.findContextualValueDeserializer(elementType, field)
            : context.handleSecondaryContextualization(annotated, field, elementType),
        fieldSize);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return type.isMapLikeType() ? map(parser, context) : list(parser, context);
  }

  private List<Object> list(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidFieldException(parser, "must be a list");
    }
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      checkSize(parser, list.size());
      try {
        list.add(element(parser, context));
      } catch (JsonMappingException e) {
        throw JsonMappingException.wrapWithPath(e, list, list.size());
      }
    }
    return list;
  }

  private Map<String, Object> map(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new InvalidFieldException(parser, "must be an object");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      checkSize(parser, map.size());
      String key = parser.currentName();
      parser.nextToken();
      try {
        map.put(key, element(parser, context));
      } catch (JsonMappingException e) {
        throw JsonMappingException.wrapWithPath(e, map, key);
      }
    }
    return map;
  }

  private void checkSize(JsonParser parser, int elementsBefore) throws InvalidFieldException {
    if (elementsBefore == size.max()) {
      throw new InvalidFieldException(parser, "must be " + size.min() + " to " + size.max());
    }
  }

  private Object element(JsonParser parser, DeserializationContext context) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL
        ? element.getNullValue(context)
        : element.deserialize(parser, context);
  }

  /** Replaces the deserializers of lists and maps by those with a limit. */
  static final class Modifier extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyCollectionDeserializer(
        DeserializationConfig config,
        CollectionType type,
        BeanDescription description,
        JsonDeserializer<?> unlimited) {
      return new SizedDeserializer(type);
    }

    @Override
    public JsonDeserializer<?> modifyMapDeserializer(
        DeserializationConfig config,
        MapType type,
        BeanDescription description,
        JsonDeserializer<?> unlimited) {
      return new SizedDeserializer(type);
    }
  }
}
