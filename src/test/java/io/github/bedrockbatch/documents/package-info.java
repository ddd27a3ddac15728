/** Tests of the documents for users: that what they name exists, and that they read well. */
@NullMarked
package io.github.bedrockbatch.documents;

import org.jspecify.annotations.NullMarked;
