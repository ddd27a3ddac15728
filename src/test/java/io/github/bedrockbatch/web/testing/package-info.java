/** What tests of TLS share. */
package io.github.bedrockbatch.web.testing;
