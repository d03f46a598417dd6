package dev.scrip.openapi;

import dev.scrip.domain.Code;
import dev.scrip.json.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * The problem responses: one for each HTTP status, with the codes that it may have. A set of codes
 * that has a component is a reference to that component.
 */
final class ProblemResponses {

  private final Map<Set<Code>, String> components = new HashMap<>();

  private ProblemResponses() {}

  /** Completes the component responses that list codes. */
  static ProblemResponses complete(Components components) {
    ProblemResponses responses = new ProblemResponses();
    components
        .getResponses()
        .forEach(
            (name, response) -> {
              Set<Code> codes = RefusalCodes.take(response, RefusalCodes.REFUSALS);
              if (!codes.isEmpty()) {
                complete(response, codes);
                responses.components.put(codes, name);
              }
            });
    return responses;
  }

  /** Adds a response for each HTTP status of the codes. */
  void add(APIResponses responses, Set<Code> codes) {
    Map<Integer, List<Code>> byStatus =
        codes.stream()
            .collect(Collectors.groupingBy(Problem::status, TreeMap::new, Collectors.toList()));
    byStatus.forEach(
        (status, group) ->
            responses.addAPIResponse(Integer.toString(status), response(List.copyOf(group))));
  }

  private APIResponse response(List<Code> codes) {
    String component = components.get(Set.copyOf(codes));
    if (component != null) {
      return OASFactory.createAPIResponse().ref(component);
    }
    return OASFactory.createAPIResponse()
        .description(description(codes))
        .content(
            OASFactory.createContent()
                .addMediaType(
                    Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(schema(codes, null))));
  }

  private static void complete(APIResponse response, Set<Code> codes) {
    List<Code> list = List.copyOf(codes);
    response.setDescription(description(list));
    MediaType problem = response.getContent().getMediaType(Problem.MEDIA_TYPE);
    problem.setSchema(schema(list, problem.getSchema()));
    problem.setExample(example(list.get(0), (Map<?, ?>) problem.getExample()));
  }

  private static String description(List<Code> codes) {
    return codes.stream().map(Code::word).collect(Collectors.joining(", "));
  }

  /** The schema of a problem with one of these codes, which also satisfies {@code more}. */
  private static Schema schema(List<Code> codes, Schema more) {
    Schema code = OASFactory.createSchema();
    if (codes.size() == 1) {
      code.setConstValue(codes.get(0).word());
    } else {
      List<Object> words = new ArrayList<>();
      codes.forEach(each -> words.add(each.word()));
      code.setEnumeration(words);
    }
    Schema narrowed = more == null ? OASFactory.createSchema() : more;
    return OASFactory.createSchema()
        .addAllOf(OASFactory.createSchema().ref("Problem"))
        .addAllOf(narrowed.addProperty("code", code));
  }

  /** The example, completed with the fields that follow from the code. */
  private static Map<String, Object> example(Code code, Map<?, ?> fields) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", "urn:scrip:" + code.word());
    example.put("title", code.title());
    example.put("status", Problem.status(code));
    example.put("detail", fields.get("detail"));
    example.put("code", code.word());
    fields.forEach((name, value) -> example.putIfAbsent((String) name, value));
    return example;
  }
}
