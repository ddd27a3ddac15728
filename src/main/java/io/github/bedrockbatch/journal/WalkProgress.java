package io.github.bedrockbatch.journal;

import java.time.Instant;

/**
 * How far a watch has come.
 *
 * @param watch the watch's key
 * @param completedWalkAt when its last complete walk over List began, by AWS's clock, or by ours where that is behind
 * @param pages how many pages that walk had
 */
public record WalkProgress(String watch, Instant completedWalkAt, int pages) {}
