import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Prints public keys as a JWKS, each under the name that tokens give in their header kid.
 *
 * <pre>java Jwks.java kid=public.pem [kid=public.pem ...]</pre>
 */
public class Jwks {

  public static void main(String[] args) throws Exception {
    List<String> keys = new ArrayList<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      String pem = Files.readString(Path.of(parts[1]));
      keys.add("{\"kid\":\"" + parts[0] + "\",\"use\":\"sig\"," + jwk(pem) + "}");
    }
    System.out.println("{\"keys\":[" + String.join(",", keys) + "]}");
  }

  private static String jwk(String pem) throws GeneralSecurityException {
    X509EncodedKeySpec spec =
        new X509EncodedKeySpec(
            Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
    try {
      RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
      int size = (key.getModulus().bitLength() + 7) / 8;
      return "\"kty\":\"RSA\",\"alg\":\"RS256\",\"n\":\"" + base64(key.getModulus(), size)
          + "\",\"e\":\"" + base64(key.getPublicExponent(), 3) + "\"";
    } catch (GeneralSecurityException notRsa) {
      ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
      return "\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"x\":\""
          + base64(key.getW().getAffineX(), 32) + "\",\"y\":\""
          + base64(key.getW().getAffineY(), 32) + "\"";
    }
  }

  /** A number in exactly so many bytes, without a sign. */
  private static String base64(BigInteger number, int size) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[size];
    int length = Math.min(bytes.length, size);
    System.arraycopy(bytes, bytes.length - length, fixed, size - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}
