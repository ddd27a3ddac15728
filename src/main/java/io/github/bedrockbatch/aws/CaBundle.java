package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.net.TrustedCertificates;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A PEM file whose certificates are trusted instead of the JDK's.
 *
 * @param setting that names the file, as errors call it
 */
record CaBundle(Path pem, String setting) {
    private static final String VARIABLE = "AWS_CA_BUNDLE";

    static CaBundle configured(Path pem) {
        return new CaBundle(pem, "aws.ca_bundle");
    }

    /**
     * Finds the file: the configured one, else that of AWS_CA_BUNDLE.
     *
     * @throws AwsConfigurationException if the variable holds no path
     */
    static Optional<CaBundle> of(Optional<Path> configured, Map<String, String> environment) {
        return configured
                .map(CaBundle::configured)
                .or(() -> Optional.ofNullable(environment.get(VARIABLE))
                        .filter(value -> !value.isBlank())
                        .map(CaBundle::ofVariable));
    }

    private static CaBundle ofVariable(String value) {
        try {
            return new CaBundle(Path.of(value.strip()), VARIABLE);
        } catch (InvalidPathException e) {
            throw new AwsConfigurationException(VARIABLE + ": must be the path of a PEM file; correct or unset it", e);
        }
    }

    /** Returns the certificates that are trusted. */
    static Set<X509Certificate> certificates(TrustManager[] trusted) {
        return Stream.of(trusted)
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads the file.
     *
     * @throws AwsConfigurationException if it cannot be read or holds no certificate
     */
    TrustManager[] trustManagers() {
        try {
            return TrustedCertificates.read(pem);
        } catch (NoSuchFileException e) {
            throw new AwsConfigurationException(pem + ": no such CA bundle; set " + setting + " to a PEM file", e);
        } catch (IOException e) {
            throw new AwsConfigurationException(
                    pem + ": the CA bundle cannot be read: " + e + "; correct " + setting, e);
        } catch (GeneralSecurityException e) {
            throw new AwsConfigurationException(
                    pem
                            + ": the CA bundle must hold one or more certificates in PEM form (-----BEGIN CERTIFICATE-----);"
                            + " correct " + setting,
                    e);
        }
    }
}
