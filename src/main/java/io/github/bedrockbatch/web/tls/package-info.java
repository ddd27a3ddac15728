/** TLS of the server: certificates and keys that can be replaced, and an engine that waits for no client on the server's own threads. */
@NullMarked
package io.github.bedrockbatch.web.tls;

import org.jspecify.annotations.NullMarked;
