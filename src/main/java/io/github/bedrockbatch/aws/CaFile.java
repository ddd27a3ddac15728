package io.github.bedrockbatch.aws;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A PEM file whose certificates are trusted instead of the JDK's.
 *
 * @param setting that names the file, as errors call it
 */
record CaFile(Path path, String setting) {
    private static final String KEY = "aws.ca_bundle";
    private static final String VARIABLE = "AWS_CA_BUNDLE";

    static CaFile configured(Path path) {
        return new CaFile(path, KEY);
    }

    /**
     * Finds the file: the configured one, else that of AWS_CA_BUNDLE.
     *
     * @throws AwsConfigurationException if the variable holds no path
     */
    static Optional<CaFile> of(Optional<Path> configured, Map<String, String> environment) {
        return configured
                .map(CaFile::configured)
                .or(() -> Optional.ofNullable(environment.get(VARIABLE))
                        .filter(value -> !value.isBlank())
                        .map(CaFile::ofVariable));
    }

    private static CaFile ofVariable(String value) {
        try {
            return new CaFile(Path.of(value.strip()), VARIABLE);
        } catch (InvalidPathException e) {
            throw new AwsConfigurationException(VARIABLE + ": must be the path of a PEM file; correct or unset it", e);
        }
    }
}
