package io.github.bedrockbatch.web.tls;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.webconfig.Pem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.altindag.ssl.pem.util.PemUtils;

/** The private key of a certificate: PKCS #8, PKCS #1 or SEC 1, RSA, EC or Ed25519. */
final class KeyPairPem {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "Ed25519");

    /** What may stand around it, such as certificates or the name of an EC curve, is not read. */
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----[^-]*-----END \\1-----");

    private KeyPairPem() {}

    /**
     * Reads a private key.
     *
     * @param certificate whose key it must be
     * @throws ConfigException if it is none, is encrypted, or belongs to another certificate
     */
    static PrivateKey privateKey(Pem pem, X509Certificate certificate) throws ConfigException {
        String algorithm = certificate.getPublicKey().getAlgorithm();
        String signature = SIGNATURES.get(algorithm);
        if (signature == null) {
            throw pem.refused("must be a key of a certificate with an RSA, EC or Ed25519 key");
        }
        PrivateKey key = parsed(pem, algorithm);
        if (!belong(key, certificate, signature)) {
            throw pem.refused("must be the private key of the certificate; the certificate has another public key");
        }
        return key;
    }

    /** Returns the key as one of the JDK's, with which its TLS is at home. */
    private static PrivateKey parsed(Pem pem, String algorithm) throws ConfigException {
        Matcher block = BLOCK.matcher(pem.text());
        if (block.find() && !pem.text().contains("ENCRYPTED")) {
            try {
                byte[] encoded = PemUtils.parsePrivateKey(block.group()).getEncoded();
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                throw pem.refused("must be the private key of the certificate, which needs one of type " + algorithm);
            } catch (RuntimeException e) {
                // Said below, without its message, which may hold parts of the key.
            }
        }
        throw pem.refused(
                pem.text().contains("ENCRYPTED")
                        ? "must not be encrypted; decrypt it with openssl pkey"
                        : "must be a private key in PEM, such as openssl genpkey writes it");
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate, String algorithm) {
        byte[] text = "bedrock-batch-exporter".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(text);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
