import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds to an SBOM what its maker cannot see: {@code java -cp JACKSON Sbom.java SBOM COMPONENTS|RUNTIME}. COMPONENTS is
 * components.json, with what other libraries have inside and with licences in SPDX's words. RUNTIME is the home of a Java runtime.
 */
final class Sbom {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode sbom;

    private Sbom(ObjectNode sbom) {
        this.sbom = sbom;
    }

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        if (!Files.exists(file)) {
            return; // offline, Maven makes none
        }
        Sbom sbom = new Sbom((ObjectNode) JSON.readTree(file));
        Path addition = Path.of(args[1]);
        if (Files.isDirectory(addition)) {
            sbom.addRuntime(addition);
        } else {
            sbom.addComponents(JSON.readTree(addition));
        }
        Files.writeString(file, JSON.writeValueAsString(sbom.sbom) + "\n");
    }

    private void addComponents(JsonNode components) {
        for (JsonNode component : sbom.get("components")) {
            ArrayNode licenses = (ArrayNode) component.get("licenses");
            JsonNode license = components.get("licenses").get(id(component));
            if (license != null) {
                setLicense((ObjectNode) component, license.asString());
            } else if (licenses.size() > 1) {
                throw new IllegalStateException(
                        id(component) + ": names several licences: say AND or OR in src/licenses/components.json");
            }
        }
        components.get("embedded").forEachEntry((name, embedded) -> {
            String[] words = name.split(":");
            Set<String> hosts = embedded.get("in").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
            String ref = embedded.get("purl").asString();
            if (has(ref)) {
                return;
            }
            ObjectNode component = add("library", ref, embedded.get("license").asString());
            component.put("group", words[0]).put("name", words[1]).put("version", words[2]).put("purl", ref);
            sbom.get("components").valueStream()
                    .filter(candidate -> hosts.contains(id(candidate)))
                    .forEach(found -> link(found.get("bom-ref").asString(), ref));
        });
    }

    private void addRuntime(Path home) throws IOException {
        Properties release = new Properties();
        try (Reader in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        String ref = "pkg:generic/openjdk@" + version;
        if (has(ref)) {
            return;
        }
        ObjectNode component = add("platform", ref, "GPL-2.0-only WITH Classpath-exception-2.0");
        component.put("publisher", release.getProperty("IMPLEMENTOR", "\"unknown\"").replace("\"", ""));
        component.put("name", "openjdk").put("version", version).put("purl", ref);
        component.put("cpe", "cpe:2.3:a:oracle:openjdk:" + version + ":*:*:*:*:*:*:*");
        component.put("description", "The Java runtime in the image, of these modules: "
                + release.getProperty("MODULES", "").replace("\"", ""));
        link(sbom.at("/metadata/component/bom-ref").asString(), ref);
    }

    /** An SBOM of an earlier build, as Maven makes none offline, has it already. */
    private boolean has(String ref) {
        return sbom.get("components").valueStream()
                .anyMatch(component -> component.path("bom-ref").asString("").equals(ref));
    }

    private ObjectNode add(String type, String ref, String license) {
        ObjectNode component = ((ArrayNode) sbom.get("components")).addObject();
        component.put("type", type).put("bom-ref", ref);
        setLicense(component, license);
        ((ArrayNode) sbom.get("dependencies")).addObject().put("ref", ref);
        return component;
    }

    private void link(String from, String to) {
        sbom.get("dependencies").valueStream()
                .filter(dependency -> dependency.get("ref").asString().equals(from))
                .forEach(dependency -> ((ObjectNode) dependency).withArray("dependsOn").add(to));
    }

    private static void setLicense(ObjectNode component, String license) {
        ArrayNode licenses = component.putArray("licenses");
        if (license.contains(" ")) {
            licenses.addObject().put("expression", license);
        } else {
            licenses.addObject().putObject("license").put("id", license);
        }
    }

    private static String id(JsonNode component) {
        return component.path("group").asString("") + ":" + component.get("name").asString();
    }
}
