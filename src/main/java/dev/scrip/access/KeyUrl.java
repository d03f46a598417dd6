package dev.scrip.access;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** A URL with a JWKS. */
final class KeyUrl {

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private final URI uri;
  private volatile HttpClient client;

  private KeyUrl(URI uri) {
    this.uri = uri;
  }

  /**
   * The URL of an address, or empty if the keys could be replaced in transit: it must be HTTPS, or
   * HTTP to the local host.
   */
  static Optional<KeyUrl> of(String address) {
    try {
      URI uri = new URI(address);
      boolean isSafe =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && LOCAL.contains(uri.getHost()));
      return uri.getHost() != null && isSafe ? Optional.of(new KeyUrl(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Fetches the keys. The fetch ends, with an error if need be, after the timeout. */
  CompletableFuture<KeySet> load() {
    // A new client reads the certificates that it trusts, so it is created on another thread.
    return CompletableFuture.supplyAsync(this::client)
        .thenCompose(this::send)
        .thenApply(KeyUrl::keys);
  }

  private HttpClient client() {
    if (client == null) {
      client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
    return client;
  }

  private CompletableFuture<HttpResponse<String>> send(HttpClient http) {
    HttpRequest request = HttpRequest.newBuilder(uri).header("accept", "application/json").build();
    CompletableFuture<HttpResponse<String>> call =
        http.sendAsync(request, head -> new LimitedBody());
    // The timeout of a request would not include its body.
    CompletableFuture.delayedExecutor(RefreshedKeys.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> call.cancel(true));
    return call;
  }

  private static KeySet keys(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw failure("status " + response.statusCode());
    }
    return KeySet.ofJwks(response.body()).orElseThrow(() -> failure("no usable key"));
  }

  private static CompletionException failure(String message) {
    return new CompletionException(new IOException(message));
  }

  /** Collects a body, which must not be larger than {@link KeyFile#MAX_BYTES}. */
  private static final class LimitedBody implements BodySubscriber<String> {

    private final BodySubscriber<String> all = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private Flow.Subscription subscription;
    private long bytes;

    @Override
    public CompletionStage<String> getBody() {
      return all.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
      all.onSubscribe(newSubscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      bytes += part.stream().mapToLong(ByteBuffer::remaining).sum();
      if (bytes <= KeyFile.MAX_BYTES) {
        all.onNext(part);
      } else {
        subscription.cancel();
        all.onError(new IOException("larger than 1 MiB"));
      }
    }

    @Override
    public void onError(Throwable failure) {
      all.onError(failure);
    }

    @Override
    public void onComplete() {
      all.onComplete();
    }
  }
}
