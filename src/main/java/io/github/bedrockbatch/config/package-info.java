/** The configuration file: records that say what is watched and how, and the loader that names every error of a file at once. */
@NullMarked
package io.github.bedrockbatch.config;

import org.jspecify.annotations.NullMarked;
