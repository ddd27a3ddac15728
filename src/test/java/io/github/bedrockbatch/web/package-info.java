/** Tests of the server over loopback. */
@NullMarked
package io.github.bedrockbatch.web;

import org.jspecify.annotations.NullMarked;
