package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds that the packaged program carries what the licences of the bundled libraries ask for. */
class LicensesIT {
    private static final Path JAR = Path.of(Objects.requireNonNull(System.getProperty("exporter.jar")));
    private static final Path SBOM = JAR.resolveSibling("bedrock-batch-exporter.cdx.json");

    /** {@code group:name version}, where it is embedded, its licence, and the files with the text. */
    private static final Pattern ENTRY =
            Pattern.compile("(?m)^(\\S+):(\\S+) (\\S+)( \\(in [^)]+\\))?\\n  (\\S.*)\\n((?:    \\S+\\n)+)");

    /** Packages of others in a library's own, by a word for that or by a domain in the middle of a name. */
    private static final Pattern SHADED = Pattern.compile(
            "^(.*/(?:shaded|thirdparty|repackaged)/[^/]+|(?:[^/]+/){3,}(?:com|org)/[^/]+/[^/]+)/.*\\.class$");

    @Test
    void theProjectsLicenseIsInTheJar() throws IOException {
        assertThat(text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
    }

    @Test
    void everyLibraryHasALicenceWithItsText() {
        assertThat(entries()).hasSizeGreaterThan(60).allSatisfy(entry -> {
            assertThat(entry.group(5)).matches("[A-Za-z0-9.-]+( (AND|OR|WITH) [A-Za-z0-9.-]+)*");
            assertThat(entry.group(6).lines().map(String::strip))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(text("META-INF/" + file)).isNotBlank());
        });
        assertThat(licences())
                .containsEntry("ch.qos.logback:logback-classic", "EPL-2.0 OR LGPL-2.1-only")
                .containsEntry("com.google.re2j:re2j", "BSD-3-Clause")
                .containsEntry("com.google.protobuf:protobuf-java", "BSD-3-Clause")
                .containsEntry("jakarta.xml.bind:jakarta.xml.bind-api", "BSD-3-Clause")
                .containsEntry("org.hdrhistogram:HdrHistogram", "BSD-2-Clause OR CC0-1.0")
                .containsEntry("org.publicsuffix:list", "MPL-2.0")
                .containsEntry("org.slf4j:slf4j-api", "MIT")
                .containsEntry("org.sqlite:sqlite", "blessing");
    }

    @Test
    void theNoticeHoldsThoseOfTheLibraries() {
        String notice = text("META-INF/NOTICE");
        assertThat(notice).startsWith("bedrock-batch-exporter\n").doesNotContain("2006-2026");

        List<String> notices = entries().stream()
                .flatMap(entry -> libraryOf(entry).stream())
                .flatMap(library -> notices(library).stream())
                .toList();
        assertThat(notices)
                .hasSizeGreaterThan(40)
                .allSatisfy(of -> assertThat(notice).contains(of))
                .anyMatch(of -> of.startsWith("Apache HttpClient"));
    }

    @Test
    void everyLibraryOnTheListIsOneOfTheBuilds() {
        assertThat(entries().stream().filter(entry -> entry.group(4) == null))
                .allSatisfy(
                        entry -> assertThat(libraryOf(entry)).as(entry.group()).isPresent());
    }

    /** Offline, Maven makes no SBOM. */
    @Test
    void theListAndTheSbomHaveTheSameLibrariesAndLicences() {
        assumeThat(SBOM).exists();
        Map<String, String> components = new JsonMapper()
                .readTree(SBOM)
                .get("components")
                .valueStream()
                .collect(Collectors.toMap(
                        component -> component.get("group").asString() + ":"
                                + component.get("name").asString() + " "
                                + component.get("version").asString(),
                        LicensesIT::licence));
        assertThat(components)
                .isEqualTo(entries().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.group(1) + ":" + entry.group(2) + " " + entry.group(3),
                                entry -> entry.group(5))));
    }

    @Test
    void whatLibrariesHaveInsideIsListedInItsVersion() throws IOException, SQLException {
        String list = text("META-INF/THIRD-PARTY.txt");
        assertThat(names().map(SHADED::matcher)
                        .filter(matcher -> matcher.matches())
                        .map(matcher -> matcher.group(1))
                        .filter(name -> !name.startsWith("META-INF/versions/"))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "io/prometheus/metrics/shaded/com_google_protobuf_4_36_2",
                        "org/postgresql/shaded/com",
                        "org/snakeyaml/engine/external/com/google/gdata",
                        "software/amazon/awssdk/thirdparty/jackson",
                        "software/amazon/awssdk/thirdparty/jackson/core/internal/shaded/fdp",
                        "tools/jackson/core/internal/shaded/fdp");
        assertThat(list)
                .contains("com.google.protobuf:protobuf-java 4.36.2 (in ")
                .contains("com.fasterxml.jackson.core:jackson-core "
                        + software.amazon.awssdk.thirdparty.jackson.core.json.PackageVersion.VERSION + " (in ")
                .contains("ch.randelshofer:fastdoubleparser ")
                .contains("com.google.gdata:core ")
                .contains("com.ongres.scram:scram-client 3.2 (in org.postgresql:postgresql)")
                .contains("com.ongres.stringprep:saslprep 2.2 (in org.postgresql:postgresql)")
                .contains("org.publicsuffix:list " + publicSuffixVersion() + " (in ")
                .contains("org.sqlite:sqlite " + sqliteVersion() + " (in ");
    }

    @Test
    void theManifestNamesNobody() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().keySet())
                    .extracting(Object::toString)
                    .contains("Main-Class", "Implementation-Version")
                    .doesNotContain("Built-By");
        }
    }

    private static String sqliteVersion() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                ResultSet version = connection.createStatement().executeQuery("SELECT sqlite_version()")) {
            return version.getString(1);
        }
    }

    private static String publicSuffixVersion() {
        return text("org/publicsuffix/list/effective_tld_names.dat")
                .lines()
                .filter(line -> line.startsWith("// VERSION: "))
                .map(line -> line.substring("// VERSION: ".length()))
                .findFirst()
                .orElseThrow();
    }

    private static List<MatchResult> entries() {
        return ENTRY.matcher(text("META-INF/THIRD-PARTY.txt")).results().toList();
    }

    private static Map<String, String> licences() {
        return entries().stream()
                .collect(Collectors.toMap(entry -> entry.group(1) + ":" + entry.group(2), entry -> entry.group(5)));
    }

    private static String licence(JsonNode component) {
        JsonNode licence = component.get("licenses").get(0);
        assertThat(component.get("licenses")).hasSize(1);
        return licence.has("expression")
                ? licence.get("expression").asString()
                : licence.at("/license/id").asString();
    }

    /** The library's own jar among those that the tests run with. */
    private static Optional<Path> libraryOf(MatchResult entry) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.endsWith(
                        Path.of(entry.group(2), entry.group(3), entry.group(2) + "-" + entry.group(3) + ".jar")))
                .findFirst();
    }

    private static List<String> notices(Path library) {
        return read(
                library,
                jar -> jar.stream()
                        .filter(entry -> entry.getName().matches("META-INF/NOTICE(\\.txt|\\.md)?"))
                        .map(entry -> text(jar, entry.getName()).strip())
                        .toList());
    }

    private static Stream<String> names() {
        return read(JAR, jar -> jar.stream().map(entry -> entry.getName()).toList()).stream();
    }

    private static String text(String name) {
        return read(JAR, jar -> text(jar, name));
    }

    private static String text(JarFile jar, String name) {
        try (InputStream in =
                jar.getInputStream(Objects.requireNonNull(jar.getEntry(name), name + " is not in " + jar.getName()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(Path path, Function<JarFile, T> use) {
        try (JarFile jar = new JarFile(path.toFile())) {
            return use.apply(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
