package dev.scrip.openapi;

import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.domain.Code;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the API description from the table of functions: operation ids, roles, parameters, GET
 * variants and problem responses. Runs when the application is built, and fails the build if the
 * description and the table do not have the same functions.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class LedgerFunctionFilter implements OASFilter {

  private static final String JSON = "application/json";
  private static final String IDEMPOTENCY_KEY = "IdempotencyKey";
  private static final String REQUEST_TOO_LARGE_STATUS = "413";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    checkPaths(api);
    RefusalCodes codes = RefusalCodes.readFrom(api);
    ProblemResponses responses = ProblemResponses.complete(api.getComponents());
    for (LedgerFunction function : LedgerFunction.values()) {
      PathItem path = path(api, function);
      Operation operation = operation(path, function);
      complete(function, operation);
      responses.add(operation.getResponses(), codes.of(function));
      if (function.effect() != Effect.STREAM) {
        Schema request = requestSchema(api, function, operation);
        operation.getRequestBody().setRequired(hasRequired(request) ? true : null);
        if (function.effect() == Effect.READ) {
          path.setGET(queryVariant(operation, request));
        } else if (function.effect() == Effect.WRITE) {
          operation.addParameter(OASFactory.createParameter().ref(IDEMPOTENCY_KEY));
        }
      }
    }
    completeSchemas(api);
  }

  /** The operation that the YAML file describes: POST, or GET for a stream. */
  static Operation operation(PathItem path, LedgerFunction function) {
    Operation operation = function.effect() == Effect.STREAM ? path.getGET() : path.getPOST();
    if (operation == null) {
      throw new IllegalStateException("openapi.yaml has no operation for " + function.word() + ".");
    }
    return operation;
  }

  /** The path of a function. */
  static PathItem path(OpenAPI api, LedgerFunction function) {
    return api.getPaths().getPathItem("/" + function.word());
  }

  private static void checkPaths(OpenAPI api) {
    Set<String> described = new TreeSet<>(api.getPaths().getPathItems().keySet());
    Set<String> functions =
        Arrays.stream(LedgerFunction.values())
            .map(function -> "/" + function.word())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!described.equals(functions)) {
      throw new IllegalStateException(
          "openapi.yaml lacks the paths "
              + without(functions, described)
              + " and has the paths "
              + without(described, functions)
              + " of no function.");
    }
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static void complete(LedgerFunction function, Operation operation) {
    operation.setOperationId(function.word());
    String role = requiredRole(function);
    String description = operation.getDescription();
    operation.setDescription(description == null ? role : description.strip() + "\n\n" + role);
  }

  private static String requiredRole(LedgerFunction function) {
    String role = "Requires the role `" + function.leastRole().word() + "` or higher.";
    return switch (function.ownerAccess()) {
      case NONE -> role;
      case OWN_ACCOUNT -> role + " An account owner may call it for its own account.";
      case EACH_OPERATION ->
          role + " An account owner may call it with operations that it may call by themselves.";
    };
  }

  private static Schema requestSchema(OpenAPI api, LedgerFunction function, Operation operation) {
    Schema schema = operation.getRequestBody().getContent().getMediaType(JSON).getSchema();
    String ref = schema.getRef();
    if (ref == null) {
      throw new IllegalStateException(
          "The request schema of " + function.word() + " must be a reference to a component.");
    }
    return api.getComponents().getSchemas().get(ref.substring(ref.lastIndexOf('/') + 1));
  }

  private static boolean hasRequired(Schema schema) {
    return schema.getRequired() != null && !schema.getRequired().isEmpty();
  }

  /** The GET variant of a read, with a query parameter for each property of the request. */
  private static Operation queryVariant(Operation post, Schema request) {
    Operation get =
        OASFactory.createOperation()
            .operationId(post.getOperationId() + "ByQuery")
            .tags(post.getTags())
            .summary(post.getSummary())
            .description(post.getDescription());
    request
        .getProperties()
        .forEach((name, schema) -> get.addParameter(queryParameter(name, schema, request)));
    APIResponses responses = OASFactory.createAPIResponses();
    post.getResponses().getAPIResponses().forEach(responses::addAPIResponse);
    responses.removeAPIResponse(REQUEST_TOO_LARGE_STATUS);
    return get.responses(responses);
  }

  private static Parameter queryParameter(String name, Schema schema, Schema request) {
    boolean required = hasRequired(request) && request.getRequired().contains(name);
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.QUERY)
        .required(required ? true : null)
        .description(schema.getDescription())
        .schema(schema);
  }

  private static void completeSchemas(OpenAPI api) {
    property(api, "Problem", "code")
        .setEnumeration(words(Arrays.stream(Code.values()).map(Code::word).toList()));
    List<LedgerFunction> operations = functions(LedgerFunction::isOperation);
    property(api, "BatchOperation", "function").setEnumeration(words(names(operations)));
    property(api, "BatchOperation", "input")
        .setAnyOf(references(operations, each -> requestReference(api, each)));
    // The first form of a result is that of an applied operation.
    Schema result = api.getComponents().getSchemas().get("Result");
    result
        .getOneOf()
        .get(0)
        .getProperties()
        .get("reply")
        .setAnyOf(references(operations, each -> replyReference(api, each)));
    property(api, "JournalEntry", "operation")
        .setEnumeration(words(names(functions(LedgerFunctionFilter::writesEntries))));
  }

  /** Whether the journal names the function: a batch is recorded as its operations. */
  private static boolean writesEntries(LedgerFunction function) {
    return function.effect() == Effect.WRITE && function != LedgerFunction.BATCH;
  }

  private static List<LedgerFunction> functions(Predicate<LedgerFunction> wanted) {
    return Arrays.stream(LedgerFunction.values()).filter(wanted).toList();
  }

  private static List<String> names(List<LedgerFunction> functions) {
    return functions.stream().map(LedgerFunction::word).toList();
  }

  private static List<Schema> references(
      List<LedgerFunction> functions, Function<LedgerFunction, String> reference) {
    return functions.stream()
        .map(each -> OASFactory.createSchema().ref(reference.apply(each)))
        .toList();
  }

  private static String requestReference(OpenAPI api, LedgerFunction function) {
    Operation operation = operation(path(api, function), function);
    return operation.getRequestBody().getContent().getMediaType(JSON).getSchema().getRef();
  }

  /** The schema in the response that the operation refers to. */
  private static String replyReference(OpenAPI api, LedgerFunction function) {
    Operation operation = operation(path(api, function), function);
    return operation.getResponses().getAPIResponse("200").getRef()
        + "/content/application~1json/schema";
  }

  private static Schema property(OpenAPI api, String schema, String name) {
    return api.getComponents().getSchemas().get(schema).getProperties().get(name);
  }

  private static List<Object> words(List<String> words) {
    return List.copyOf(words);
  }
}
