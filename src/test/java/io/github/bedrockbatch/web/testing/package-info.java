/** What tests of HTTP share. */
package io.github.bedrockbatch.web.testing;
