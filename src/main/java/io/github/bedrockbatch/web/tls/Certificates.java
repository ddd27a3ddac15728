package io.github.bedrockbatch.web.tls;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.webconfig.Pem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Certificates in PEM. */
public final class Certificates {
    /** What may stand around them, such as a private key in the same file, is not read. */
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END (?:X509 |TRUSTED )?CERTIFICATE-----");

    private Certificates() {}

    /**
     * Reads certificates, in their order.
     *
     * @throws ConfigException if there is none, or one cannot be read
     */
    public static List<X509Certificate> of(Pem pem) throws ConfigException {
        String blocks = BLOCK.matcher(pem.text())
                .results()
                .map(block -> block.group() + "\n")
                .collect(Collectors.joining());
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(blocks.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            // Said below: the rule is the same for whatever is wrong.
        }
        throw pem.refused(
                "must have a certificate in PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----");
    }
}
