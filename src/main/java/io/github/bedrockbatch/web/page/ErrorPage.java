package io.github.bedrockbatch.web.page;

/**
 * A page that says what went wrong and what to do.
 *
 * @param advice what to do
 * @param retry a link to try again or to go on
 * @param retryText of the link
 */
public record ErrorPage(Frame frame, String message, String advice, String retry, String retryText) {}
