package dev.scrip.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The API description among the documents is the one that dev mode serves. {@code ./mvnw test
 * -Dtest=OpenApiDocumentTest -Dopenapi.write=true} writes it anew.
 */
@QuarkusTest
class OpenApiDocumentTest {

  private static final Path FILE = Path.of("docs/reference/openapi.yaml");

  @Test
  void isTheOneThatIsServed() throws IOException {
    String served = given().accept("application/yaml").get("/q/openapi").body().asString();
    if (Boolean.getBoolean("openapi.write")) {
      Files.writeString(FILE, served);
    }
    assertThat(Files.readString(FILE)).isEqualTo(served);
  }
}
