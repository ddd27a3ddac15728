/** The output manifests of finished jobs, read from S3: small, checked, and each attempt within the target's rate. */
@NullMarked
package io.github.bedrockbatch.aws.manifest;

import org.jspecify.annotations.NullMarked;
