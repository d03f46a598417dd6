package dev.scrip.archive;

import com.adobe.testing.s3mock.S3MockApplication;
import jakarta.servlet.Filter;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server with the protocol of S3, on the loopback interface, in this process. */
public final class S3Server implements AutoCloseable {

  private static final String REGION = "us-east-1";

  private final ConfigurableApplicationContext context;
  private final URI endpoint;

  private S3Server(ConfigurableApplicationContext context) {
    this.context = context;
    int port = context.getBean(AsServiceDoes.class).http.getLocalPort();
    this.endpoint = URI.create("http://127.0.0.1:" + port);
  }

  /** Starts a server on a free port. */
  public static S3Server start() {
    // It can be installed once in a process, and tests have several class loaders.
    TomcatURLStreamHandlerFactory.disable();
    // The server accepts any.
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    return new S3Server(
        new SpringApplicationBuilder(S3MockApplication.class, AsServiceDoes.class)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .properties(
                // Not those of the application that is tested.
                "spring.config.name=none",
                "com.adobe.testing.s3mock.region=" + REGION,
                "server.address=127.0.0.1",
                "spring.jmx.enabled=false",
                "server.tomcat.max-swallow-size=10MB",
                S3MockApplication.PROP_HTTP_PORT + "=0",
                S3MockApplication.PROP_HTTPS_PORT + "=0",
                S3MockApplication.SERVER_SSL_KEY_STORE
                    + "="
                    + S3MockApplication.DEFAULT_SERVER_SSL_KEY_STORE,
                S3MockApplication.SERVER_SSL_KEY_STORE_PASSWORD
                    + "="
                    + S3MockApplication.DEFAULT_SERVER_SSL_KEY_STORE_PASSWORD)
            .run());
  }

  /** What is other than in the server by itself. */
  static class AsServiceDoes implements BeanPostProcessor {

    private Connector http;

    /** It listens for HTTP on all addresses otherwise. */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      if (bean instanceof TomcatServletWebServerFactory factory) {
        http = factory.getAdditionalTomcatConnectors().get(0);
        boolean unused = http.setProperty("address", "127.0.0.1");
      }
      return bean;
    }

    /** It looks whether there is an object, and then writes it, which S3 does in one step. */
    @Bean
    Filter oneWriteAtATime() {
      return (request, response, chain) -> {
        synchronized (AsServiceDoes.class) {
          chain.doFilter(request, response);
        }
      };
    }
  }

  /** The address of the server. */
  public URI endpoint() {
    return endpoint;
  }

  /** Creates a bucket; returns its name. */
  public String newBucket() {
    String bucket = "scrip-" + UUID.randomUUID();
    try (S3Client client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.of(REGION))
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .build()) {
      Object unused = client.createBucket(create -> create.bucket(bucket));
    }
    return bucket;
  }

  /** A new bucket, and names in it that begin with a prefix. */
  S3Store.Bucket newBucket(String prefix) {
    return new S3Store.Bucket(
        newBucket(), prefix, Optional.of(endpoint), Optional.of(REGION), true);
  }

  @Override
  public void close() {
    context.close();
  }
}
