package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.web.Answer;
import io.github.bedrockbatch.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A file that the pages load, which browsers keep.
 *
 * @param link from the root of the pages. It is another for another content, so that no browser keeps an old one
 */
record Asset(String link, Route route) {
    static final Asset STYLE = of("style.css", "text/css");
    static final Asset ICON = of("icon.svg", "image/svg+xml");

    private static Asset of(String name, String contentType) {
        byte[] content = read(name);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        Answer answer = new Answer(200, contentType + "; charset=utf-8", new String(content, StandardCharsets.UTF_8))
                .with("Cache-Control", "private, max-age=86400");
        return new Asset(
                name + "?v=" + Long.toHexString(checksum.getValue()), Route.reading("/" + name, request -> answer));
    }

    private static byte[] read(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": is not in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
