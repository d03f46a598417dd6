package dev.scrip.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of S3, or of a service with its protocol. The service must refuse a PutObject with
 * If-None-Match if there is an object of that name, which it answers by 412.
 */
final class S3Store implements ArchiveStore {

  private static final int EXISTS = 412;
  private static final int CONFLICT = 409;
  private static final int MAX_ATTEMPTS = 10;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(30);
  private static final Duration CALL = Duration.ofMinutes(5);

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /**
   * Where a bucket is.
   *
   * @param bucket the name of the bucket
   * @param prefix the begin of the names of all objects, empty or with a slash at its end
   * @param endpoint the address of the service, or empty for that of AWS
   * @param region the region, or empty for that of the SDK's default chain
   * @param pathStyle whether the bucket is in the path of a URL and not in the name of its host
   */
  record Bucket(
      String bucket,
      String prefix,
      Optional<URI> endpoint,
      Optional<String> region,
      boolean pathStyle) {}

  /** A store in a bucket, with the credentials of the SDK's default chain. */
  S3Store(Bucket where) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ))
            .overrideConfiguration(settings -> settings.apiCallTimeout(CALL))
            .forcePathStyle(where.pathStyle());
    where.region().map(Region::of).ifPresent(builder::region);
    where
        .endpoint()
        .ifPresent(
            endpoint ->
                // Not every other service knows the checksums that AWS asks for.
                builder
                    .endpointOverride(endpoint)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED));
    this.client = builder.build();
    this.bucket = where.bucket();
    this.prefix = where.prefix();
  }

  @Override
  public boolean create(String name, Path content) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Object unused =
            client.putObject(
                put -> put.bucket(bucket).key(prefix + name).ifNoneMatch("*"),
                RequestBody.fromFile(content));
        return true;
      } catch (S3Exception e) {
        if (e.statusCode() == EXISTS) {
          return false;
        }
        // Another PutObject of that name is under way, which may fail.
        if (e.statusCode() != CONFLICT || attempt == MAX_ATTEMPTS) {
          throw failed(e);
        }
      } catch (SdkException e) {
        throw failed(e);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    return get(name, null);
  }

  @Override
  public byte[] read(String name, long offset, int length) throws IOException {
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    try (InputStream in = get(name, range)) {
      return in.readNBytes(length);
    }
  }

  private InputStream get(String name, String range) throws IOException {
    try {
      return client.getObject(get -> get.bucket(bucket).key(prefix + name).range(range));
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(name);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      Object unused = client.deleteObject(delete -> delete.bucket(bucket).key(prefix + name));
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  @Override
  public List<String> names(String begin, String after) throws IOException {
    ListObjectsV2Request.Builder list =
        ListObjectsV2Request.builder().bucket(bucket).prefix(prefix + begin).maxKeys(PAGE);
    if (!after.isEmpty()) {
      list.startAfter(prefix + after);
    }
    return list(list.build()).contents().stream()
        .map(S3Object::key)
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  @Override
  public List<String> words(String begin) throws IOException {
    List<String> words = new ArrayList<>();
    ListObjectsV2Request list =
        ListObjectsV2Request.builder().bucket(bucket).prefix(prefix + begin).delimiter("/").build();
    ListObjectsV2Response page;
    do {
      page = list(list);
      for (CommonPrefix each : page.commonPrefixes()) {
        String word = each.prefix().substring(prefix.length() + begin.length());
        words.add(word.substring(0, word.length() - 1));
      }
      list = list.toBuilder().continuationToken(page.nextContinuationToken()).build();
    } while (Boolean.TRUE.equals(page.isTruncated()));
    return words;
  }

  private ListObjectsV2Response list(ListObjectsV2Request request) throws IOException {
    try {
      return client.listObjectsV2(request);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  private static IOException failed(SdkException e) {
    return new IOException(e.getMessage(), e);
  }
}
