package io.github.bedrockbatch.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Makes HTML of a model, by the templates that the build compiles. They escape what they are given. Thread-safe. */
final class Templates {
    private static final String PACKAGE = "io.github.bedrockbatch.web.page.templates";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

    String render(String template, Object page) {
        StringOutput html = new StringOutput();
        engine.render(template + ".jte", page, html);
        return html.toString();
    }
}
