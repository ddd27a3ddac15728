/**
 * The configuration file: records that say what is watched and how, one catalogue of its keys, and the loader that names every error of a
 * file at once. Files that show the keys to people and editors are made of the catalogue.
 */
@NullMarked
package io.github.bedrockbatch.config;

import org.jspecify.annotations.NullMarked;
