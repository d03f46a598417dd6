package dev.scrip.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.LedgerFunction;
import dev.scrip.json.Problem;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A check of every reply that tests receive: a refusal must be listed on the reference page of the
 * function, unless every function has it.
 */
final class DocumentedRefusals implements Filter {

  /** The codes that docs/reference/README.md describes for all functions. */
  private static final Set<String> COMMON =
      Set.of(
          "unauthenticated",
          "forbidden",
          "method-not-allowed",
          "unknown-function",
          "request-too-large",
          "internal-error",
          "store-unavailable",
          "store-full",
          "overloaded",
          "keys-unavailable",
          "restoring");

  private static final Pattern LISTED = Pattern.compile("(?m)^[0-9]+\\. `([a-z-]+)` \\(");
  private static final Map<String, Set<String>> PAGES = new ConcurrentHashMap<>();

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification specification,
      FilterContext context) {
    Response response = context.next(request, specification);
    if (Problem.MEDIA_TYPE.equals(response.contentType())) {
      LedgerFunction.of(request.getDerivedPath().substring(1))
          .ifPresent(function -> check(function, JsonReply.of(response).getString("code")));
    }
    return response;
  }

  /** Checks that a refusal of a function is documented. */
  static void check(LedgerFunction function, String code) {
    if (!COMMON.contains(code)) {
      assertThat(listed(function)).as("refusals on the page of " + function.word()).contains(code);
    }
  }

  /** The codes on the page of a function; a batch is refused as its operations are. */
  private static Set<String> listed(LedgerFunction function) {
    return PAGES.computeIfAbsent(
        function.word(),
        word ->
            Arrays.stream(LedgerFunction.values())
                .filter(
                    each ->
                        each == function
                            || (function == LedgerFunction.BATCH && each.isOperation()))
                .flatMap(each -> LISTED.matcher(page(each)).results())
                .map(each -> each.group(1))
                .collect(Collectors.toSet()));
  }

  private static String page(LedgerFunction function) {
    try {
      return Files.readString(Path.of("docs/reference/" + function.word() + ".md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
