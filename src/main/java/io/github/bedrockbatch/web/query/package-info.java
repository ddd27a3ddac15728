/** What is asked of jobs and of transitions: parameters, filters and pages, alike for the API and for people. */
@NullMarked
package io.github.bedrockbatch.web.query;

import org.jspecify.annotations.NullMarked;
