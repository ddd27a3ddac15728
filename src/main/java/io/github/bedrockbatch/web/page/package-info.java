/** The pages for people: models of what each shows, and the templates under {@code src/main/jte} that make HTML of them. */
@NullMarked
package io.github.bedrockbatch.web.page;

import org.jspecify.annotations.NullMarked;
