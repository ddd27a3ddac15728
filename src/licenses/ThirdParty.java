import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what the licences of the bundled libraries ask for: {@code java -cp LIBRARIES ThirdParty.java FOLDER}. The libraries are those
 * on the class path, in a local Maven repository. FOLDER comes to have
 *
 * <ul>
 *   <li>LICENSE, the project's own
 *   <li>NOTICE, with the NOTICE texts of the libraries, word for word
 *   <li>THIRD-PARTY.txt, with each library, its version, its licence and where the licence's text is
 *   <li>licenses, with these texts, from the libraries or from src/licenses where a library brings none
 * </ul>
 *
 * A library without a known licence or without a text fails the build.
 */
final class ThirdParty {
    private static final Path SOURCES = Path.of("src/licenses");
    private static final Path LICENSE = Path.of("LICENSE");
    private static final JsonNode COMPONENTS = new JsonMapper().readTree(SOURCES.resolve("components.json"));

    private final Path folder;
    private final Map<String, SequencedSet<String>> noticesOf = new LinkedHashMap<>();
    private final Map<String, SequencedSet<String>> textsOf = new TreeMap<>();
    private final Map<String, String> entries = new TreeMap<>();

    private ThirdParty(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        ThirdParty thirdParty = new ThirdParty(Path.of(args[0]));
        thirdParty.clear();
        for (String path : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            if (path.endsWith(".jar")) {
                thirdParty.add(Path.of(path));
            }
        }
        thirdParty.addEmbedded();
        thirdParty.write();
    }

    private void clear() throws IOException {
        Path licenses = folder.resolve("licenses");
        if (Files.exists(licenses)) {
            try (Stream<Path> files = Files.walk(licenses)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void add(Path jar) throws Exception {
        Pom pom = Pom.of(jar);
        String id = pom.group() + ":" + pom.artifact();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().sorted((a, b) -> a.getName().compareTo(b.getName())).toList()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.getName().startsWith("META-INF/") && !name.endsWith(".class")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        addText(id, name, in.readAllBytes());
                    }
                }
            }
        }
        addTexts(id);
        enter(id + " " + pom.version(), pom.license(), id, "");
    }

    private void addEmbedded() throws IOException {
        for (var embedded : COMPONENTS.get("embedded").properties()) {
            String[] words = embedded.getKey().split(":");
            String id = words[0] + ":" + words[1];
            List<String> hosts = embedded.getValue().get("in").valueStream().map(JsonNode::asString).toList();
            addTexts(id);
            for (String host : hosts) {
                if (entries.keySet().stream().noneMatch(entry -> entry.startsWith(host + " "))) {
                    throw new IllegalStateException(host + ": is not bundled, but src/licenses/components.json says what is in it");
                }
            }
            textsOf.putIfAbsent(id, textsOf.getOrDefault(hosts.getFirst(), new LinkedHashSet<>()));
            String where = " (in " + String.join(", ", hosts) + ")";
            enter(id + " " + words[2], embedded.getValue().get("license").asString(), id, where);
        }
    }

    /** Adds the texts that src/licenses has for a library that brings none. */
    private void addTexts(String id) throws IOException {
        Path texts = SOURCES.resolve(id.substring(0, id.indexOf(':')));
        if (Files.isDirectory(texts)) {
            try (Stream<Path> files = Files.list(texts)) {
                for (Path file : files.sorted().toList()) {
                    addText(id, file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
    }

    private void addText(String id, String name, byte[] text) throws IOException {
        if (name.startsWith("NOTICE")) {
            noticesOf.computeIfAbsent(new String(text, StandardCharsets.UTF_8).strip(), key -> new LinkedHashSet<>()).add(id);
        } else if (name.contains("LICENSE")) {
            String[] words = id.split(":");
            Path file = folder.resolve("licenses", words[0], name);
            if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), text)) {
                file = folder.resolve("licenses", words[0], words[1], name);
            }
            Files.createDirectories(file.getParent());
            Files.write(file, text);
            textsOf.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(slashes(folder.relativize(file)));
        }
    }

    private void enter(String entry, String license, String id, String where) {
        Set<String> texts = new TreeSet<>(textsOf.getOrDefault(id, new LinkedHashSet<>()));
        if (texts.isEmpty() && Arrays.asList(license.split(" OR ")).contains("Apache-2.0")) {
            texts.add("LICENSE");
        }
        if (texts.isEmpty()) {
            throw new IllegalStateException(id + ": no text of its licence, " + license + ": put it into src/licenses/"
                    + id.substring(0, id.indexOf(':')));
        }
        entries.put(entry + where, license + "\n    " + String.join("\n    ", texts));
    }

    private void write() throws IOException {
        Files.createDirectories(folder);
        Files.copy(LICENSE, folder.resolve("LICENSE"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(folder.resolve("THIRD-PARTY.txt"), """
                bedrock-batch-exporter bundles these libraries, each under its own licence (SPDX's words). OR lets you choose.
                Below each library is where the text of its licence lies, beside this file.

                """ + entries.entrySet().stream()
                        .map(entry -> entry.getKey() + "\n  " + entry.getValue() + "\n")
                        .collect(Collectors.joining("\n")));
        Files.writeString(folder.resolve("NOTICE"), """
                bedrock-batch-exporter

                This product bundles the libraries that THIRD-PARTY.txt lists. What follows are their NOTICE texts.
                """ + noticesOf.entrySet().stream()
                        .map(notice -> "\n" + "=".repeat(80) + "\n" + groups(notice.getValue()) + "\n" + "=".repeat(80) + "\n\n"
                                + notice.getKey() + "\n")
                        .collect(Collectors.joining()));
    }

    /** The libraries that share a text, as those of one group do. */
    private static String groups(Set<String> ids) {
        return ids.size() < 4
                ? String.join("\n", ids)
                : ids.stream().map(id -> id.substring(0, id.indexOf(':'))).distinct().collect(Collectors.joining("\n"));
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** What a library's POM, or its parent's, says of it. */
    private record Pom(String group, String artifact, String version, String license) {
        static Pom of(Path jar) throws Exception {
            String name = jar.getFileName().toString();
            Element pom = read(jar.resolveSibling(name.substring(0, name.length() - 4) + ".pom"));
            String group = text(pom, "groupId") != null ? text(pom, "groupId") : text(child(pom, "parent"), "groupId");
            Path artifact = jar.getParent().getParent();
            Path repository = artifact.getParent();
            for (int i = 0; i < group.split("\\.").length; i++) {
                repository = repository.getParent();
            }
            String id = group + ":" + artifact.getFileName();
            JsonNode said = COMPONENTS.at("/licenses").path(id);
            return new Pom(
                    group,
                    artifact.getFileName().toString(),
                    jar.getParent().getFileName().toString(),
                    said.isString() ? said.asString() : license(id, pom, repository));
        }

        private static String license(String library, Element pom, Path repository) throws Exception {
            for (Element at = pom; at != null; at = parent(at, repository)) {
                Element licenses = child(at, "licenses");
                if (licenses != null) {
                    if (children(licenses).size() > 1) {
                        throw new IllegalStateException(
                                library + ": names several licences: say AND or OR in src/licenses/components.json");
                    }
                    return spdx(library, text(child(licenses, "license"), "name"));
                }
            }
            throw new IllegalStateException(library + ": its POM names no licence: put one into src/licenses/components.json");
        }

        private static Element parent(Element pom, Path repository) throws Exception {
            Element parent = child(pom, "parent");
            if (parent == null) {
                return null;
            }
            String artifact = text(parent, "artifactId");
            String version = text(parent, "version");
            return read(repository
                    .resolve(text(parent, "groupId").replace('.', '/'))
                    .resolve(artifact, version, artifact + "-" + version + ".pom"));
        }

        /** SPDX's word for a licence that a POM names in its own. */
        private static String spdx(String library, String name) {
            return switch (name) {
                case "Apache License 2.0",
                        "Apache License, Version 2.0",
                        "The Apache License, Version 2.0",
                        "The Apache Software License, Version 2.0",
                        "The Apache Software License, version 2.0" -> "Apache-2.0";
                case "EDL 1.0", "Eclipse Distribution License - v 1.0", "Go License" -> "BSD-3-Clause";
                case "MIT License" -> "MIT";
                case "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0" -> name;
                default -> throw new IllegalStateException(library + ": \"" + name + "\": is none of the licences that "
                        + "src/licenses/ThirdParty.java knows: read it, and add SPDX's word for it");
            };
        }

        private static Element read(Path file) throws Exception {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        }

        private static Element child(Element element, String name) {
            return children(element).stream()
                    .filter(child -> child.getTagName().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        private static List<Element> children(Element element) {
            List<Element> children = new ArrayList<>();
            for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element found) {
                    children.add(found);
                }
            }
            return children;
        }

        private static String text(Element element, String name) {
            Element child = child(element, name);
            return child == null ? null : child.getTextContent().strip();
        }
    }
}
