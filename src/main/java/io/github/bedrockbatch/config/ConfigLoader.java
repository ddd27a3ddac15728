package io.github.bedrockbatch.config;

import java.nio.file.Path;
import java.util.Map;

/** Reads configuration files: every value checked, every error of a file in one {@link ConfigException}. */
public final class ConfigLoader {
    private static final String REMEDY = "split the work over several exporters";

    private final RegionCatalog regions;

    /** Makes a loader that knows the regions of {@code regions}. */
    public ConfigLoader(RegionCatalog regions) {
        this.regions = regions;
    }

    /**
     * Reads a file in UTF-8.
     *
     * @param environment what {@code ${NAME}} in a value stands for
     * @throws ConfigException when the file is missing, unreadable or wrong
     */
    public Configuration load(Path file, Map<String, String> environment) throws ConfigException {
        return load(YamlFile.read(file, "--config.file", REMEDY), file.toString(), environment);
    }

    /**
     * Reads a text.
     *
     * @param name what the errors call the text
     * @param environment what {@code ${NAME}} in a value stands for
     * @throws ConfigException when the text is wrong, with all that is
     */
    public Configuration load(String text, String name, Map<String, String> environment) throws ConfigException {
        if (text.length() > YamlDocument.MAX_LENGTH) {
            throw YamlFile.failure(name, YamlFile.tooLarge(REMEDY));
        }
        Problems problems = new Problems(new Environment(environment)::expand, Redaction::redactUnread);
        return YamlFile.parse(text, name, problems, new ConfigReader(regions)::read);
    }
}
