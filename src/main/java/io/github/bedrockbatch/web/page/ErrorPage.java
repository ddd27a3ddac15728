package io.github.bedrockbatch.web.page;

/**
 * The page that is shown instead of one that cannot be.
 *
 * @param advice what to do
 * @param retry a link to try again or to go on
 * @param retryText of the link
 */
public record ErrorPage(Frame frame, String message, String advice, String retry, String retryText) {}
