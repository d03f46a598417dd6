package dev.scrip.http;

import dev.scrip.trigger.Functions;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which function a request is for. */
@Singleton
class FunctionPath {

  private final String root;

  FunctionPath(@ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String root) {
    this.root = root.endsWith("/") ? root : root + "/";
  }

  /** The function whose path this is, character for character, or null when there is none. */
  FunctionInvoker function(HttpServerRequest request) {
    String name = name(request);
    return name == null ? null : Functions.find(name);
  }

  /** The path below the root, or null when it is not below. */
  String name(HttpServerRequest request) {
    String path = request.path();
    return path != null && path.startsWith(root) ? path.substring(root.length()) : null;
  }
}
