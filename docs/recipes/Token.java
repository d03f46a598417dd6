import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * Prints a token that is good for an hour, signed by RS256 or ES256 as the key is.
 *
 * <pre>java [-Dkid=name] Token.java private.pem issuer audience sub [role ...]</pre>
 */
public class Token {

  public static void main(String[] args) throws Exception {
    PrivateKey key = privateKey(Files.readString(Path.of(args[0])));
    boolean rsa = key.getAlgorithm().equals("RSA");
    String kid = System.getProperty("kid");
    String header =
        "{\"typ\":\"JWT\",\"alg\":" + quoted(rsa ? "RS256" : "ES256")
            + (kid == null ? "" : ",\"kid\":" + quoted(kid)) + "}";
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":" + quoted(args[1]) + ",\"aud\":" + quoted(args[2]) + ",\"sub\":" + quoted(args[3])
            + ",\"groups\":" + Arrays.stream(args).skip(4).map(Token::quoted)
                .collect(Collectors.joining(",", "[", "]"))
            + ",\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}";
    String signed = base64(bytes(header)) + "." + base64(bytes(claims));
    Signature signature =
        Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
    signature.initSign(key);
    signature.update(bytes(signed));
    System.out.println(signed + "." + base64(signature.sign()));
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    } catch (GeneralSecurityException notRsa) {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
